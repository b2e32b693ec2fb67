/** RPL_NAMREPLY: who is in a room. All who come ask for all who are there: the list is kept, and gone on with. */
import type { Room, Session } from '../../core/world.js';
import { asSent, numeric, type Answering } from './answer.js';
import { sourceOf } from './encode.js';
import { prefixOf } from './who-replies.js';
import { wordLines, WordLines } from './words.js';

export function namesLines(to: Answering, name: string, room: Room | null, isOutside = false): string[] {
  const end = numeric(to, 'RPL_ENDOFNAMES', [asSent(to, name)], 'End of /NAMES list');
  if (room === null) return [end];
  const before = numeric(to, 'RPL_NAMREPLY', [room.modes.secret ? '@' : '=', room.name]);
  const lists = isOutside ? seenFromOutside(to, room) : rollOf(to, room).lists(to);
  return [...lists.map((names) => `${before} :${names}`), end];
}

function seenFromOutside(to: Answering, room: Room): readonly string[] {
  const seen = Array.from(room.members.keys()).filter(({ modes }) => !modes.has('i'));
  return wordLines(seen.map((session) => entryOf(to, room, session)));
}

function entryOf(to: Answering, room: Room, session: Session): string {
  const membership = room.members.get(session);
  const rank = membership === undefined ? '' : prefixOf(to, membership);
  return rank + (to.caps.has('userhost-in-names') ? sourceOf(session.person) : session.person.name);
}

/** The rolls of a room, one for each way of reading it. */
const rolls = new WeakMap<Room, Map<string, Roll>>();

function rollOf(to: Answering, room: Room): Roll {
  let kinds = rolls.get(room);
  if (kinds === undefined) rolls.set(room, (kinds = new Map<string, Roll>()));
  const kind = `${to.caps.has('userhost-in-names')} ${to.caps.has('multi-prefix')}`;
  let roll = kinds.get(kind);
  if (roll?.changes !== room.memberChanges) kinds.set(kind, (roll = new Roll(room)));
  return roll;
}

/** Who is in a room, until that changes in another way than by somebody coming. */
class Roll {
  readonly changes: number;
  private readonly lines = new WordLines();
  private listed = 0;

  constructor(private readonly room: Room) {
    this.changes = room.memberChanges;
  }

  /** Of bounded length, with names, prefixes and hosts as `to` wants them. */
  lists(to: Answering): readonly string[] {
    const { room } = this;
    if (this.listed < room.members.size) {
      // Counted anew: an iterator that waited here would keep alive whoever leaves until somebody asks again.
      let place = 0;
      for (const session of room.members.keys()) {
        if (place >= this.listed) this.lines.add(entryOf(to, room, session));
        place += 1;
      }
      this.listed = place;
    }
    return this.lines.all;
  }
}
