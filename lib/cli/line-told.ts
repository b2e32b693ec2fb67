/** What line mode prints of the room: each event as the lines that others would read of it, none for what concerns the reader alone. */
import type { ClientEvent, Speech } from '../client/event.js';
import { isRoomTarget, type Session } from '../client/session.js';
import type { Settings } from '../client/settings.js';
import { sentence } from '../client/words.js';
import type { LineRole } from './join-options.js';
import { LineComings } from './line-comings.js';
import type { RecentLines } from './line-recent.js';
import { foundLines, inPlace, pageLines, spoken } from './line-words.js';

export interface LineToldOptions {
  readonly session: Session;
  readonly recent: RecentLines;
  readonly role: LineRole;
  readonly settings: () => Settings;
  /** Where what is typed goes. */
  readonly place: () => string;
}

export class LineTold {
  private readonly comings: LineComings;

  constructor(private readonly options: LineToldOptions) {
    this.comings = new LineComings(options.settings);
  }

  /** To be asked once for each event, in their order. */
  linesOf(event: ClientEvent): readonly string[] {
    const { session, recent, settings, place } = this.options;
    switch (event.kind) {
      case 'speech':
        return this.speech(event);
      case 'page':
        for (const message of event.messages) this.heard(message);
        return pageLines(session, event, recent, settings().time);
      case 'found':
        return foundLines(session, event, recent, settings().time);
      case 'reacted': {
        const text = recent.reacted(event);
        const isTold = text !== null && this.options.role === 'chat' && !event.earlier;
        return isTold ? [inPlace(session, event.place, `Server: ${text}`)] : [];
      }
      case 'taken-back':
        return recent.takenBack(event) ? this.said(event, event.place) : [];
      case 'joined':
        return this.comings.tellsJoined(event) ? this.said(event, event.room) : [];
      case 'left':
        if (event.own) return this.said(event, event.room);
        return this.comings.tellsGone(event, [event.room], place()) ? this.said(event, event.room) : [];
      case 'quit':
        return this.comings.tellsGone(event, event.rooms, place()) ? this.said(event) : [];
      case 'renamed':
        return this.comings.tellsRenamed(event, place()) ? this.said(event) : [];
      case 'kicked':
        return this.said(event, event.room);
      default:
        return [];
    }
  }

  /** One's own words stand on the terminal already. */
  private speech(event: Speech): readonly string[] {
    const { session, recent } = this.options;
    const introduction = this.heard(event);
    const lines =
      !event.own || event.earlier
        ? spoken(session, event, recent)
        : event.unkept === true
          ? ['Server: others can read your line, but it is not kept.']
          : [];
    recent.add(event);
    return [...introduction, ...lines];
  }

  private heard(message: Speech): readonly string[] {
    const { session } = this.options;
    if (!isRoomTarget(session, message.place)) return [];
    const text = this.comings.heard(message);
    return text === null ? [] : [inPlace(session, message.place, `Server: ${text}`)];
  }

  private said(event: ClientEvent, place?: string): readonly string[] {
    const line = `Server: ${sentence(event) ?? ''}`;
    return [place === undefined ? line : inPlace(this.options.session, place, line)];
  }
}
