/** Where what is typed in line mode goes: a room, or a person after `/msg NAME`. It is told when that changes. */
import { fold, sameName, type Folded } from '../base/casefold.js';
import { mainRoom, type Session } from '../client/session.js';
import { findRoom } from '../client/state.js';
import type { LineOutput } from './line-output.js';

export class LinePlace {
  private place = '';
  /** Rooms entered and not left. */
  private readonly known = new Set<Folded>();

  constructor(
    private readonly session: Session,
    private readonly out: LineOutput,
  ) {}

  get now(): string {
    return this.place;
  }

  /** False when one comes back after a lost connection: typed text goes on to where it went before, which may be one person. */
  entered(room: string): boolean {
    const isNew = !this.known.has(fold(room));
    this.known.add(fold(room));
    if (isNew) this.place = room;
    return isNew;
  }

  goTo(place: string): void {
    this.place = place;
    this.out.tell(place === '' ? 'You are in no room now.' : `What you type now goes to ${place}.`);
  }

  close(): void {
    this.goTo(mainRoom(this.session));
  }

  /** What is typed next must not go where one is no more. */
  left(room: string): void {
    this.known.delete(fold(room));
    if (!this.isAt(room)) return;
    const { chat } = this.session;
    const next = findRoom(chat, mainRoom(this.session)) ?? [...chat.rooms.values()][0];
    this.goTo(next?.name ?? '');
  }

  /** It is entered anew if at all; a person goes on typing to it until then. */
  putOut(room: string): void {
    this.known.delete(fold(room));
  }

  isAt(place: string): boolean {
    return sameName(place, this.place);
  }

  /** A conversation goes on with the person, not with the name. */
  renamed(from: string, to: string): void {
    if (this.isAt(from)) this.place = to;
  }
}
