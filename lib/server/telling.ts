/**
 * What visitors read, in the one order of the gate (ADR 10): answers, echoes, what others did, and that something could
 * not be kept.
 */
import type { SessionId } from '../base/ids.js';
import type { EffectOf } from '../core/effect.js';
import type { Happening, Message } from '../core/happening.js';
import type { Change } from '../core/kept.js';
import { entriesOf, reactionOf, saidText } from '../core/told.js';
import type { Vouched } from '../core/vouch.js';
import type { Room } from '../core/world.js';
import type { Lines } from '../dialects/dialect.js';
import type { CommitGate } from './commit-gate.js';
import type { Log } from './log.js';
import type { Publisher } from './publisher.js';
import type { Unkept } from './unkept.js';
import type { AnswerPart, Visitor } from './visitor.js';

export interface TellingParts {
  readonly gate: CommitGate;
  readonly publisher: Publisher;
  readonly unkept: Unkept;
  readonly visitors: ReadonlyMap<SessionId, Visitor>;
  readonly log: Log;
}

export class Telling {
  constructor(private readonly parts: TellingParts) {}

  /** As a part of the answer that is being made, or in its turn. */
  write(visitor: Visitor, lines: Lines): void {
    if (lines.length === 0) return;
    if (visitor.answer === null) this.writeInTurn(visitor, lines);
    else visitor.answer.parts.push({ lines, unkept: null });
  }

  /** Beside any answer. */
  writeInTurn(visitor: Visitor, lines: Lines): void {
    this.parts.gate.deliver(() => this.writeLines(visitor, lines));
  }

  /** Now: only for what is being delivered. */
  writeLines(visitor: Visitor, lines: Lines): void {
    if (lines.length > 0) this.writeText(visitor, `${lines.join('\r\n')}\r\n`);
  }

  writeText(visitor: Visitor, text: string): void {
    if (!visitor.closing) this.parts.publisher.send(visitor, text);
  }

  finishAnswer(visitor: Visitor): void {
    const { answer } = visitor;
    visitor.answer = null;
    if (answer === null) return;
    const { label, parts } = answer;
    const kept = visitor.dialect.labelled(label, answerLines(parts, true));
    this.parts.gate.deliver((isKept) => {
      const isSo = isKept || parts.every(({ unkept }) => unkept === null);
      this.writeLines(visitor, isSo ? kept : visitor.dialect.labelled(label, answerLines(parts, false)));
    });
  }

  publish({ rooms, happening, by }: EffectOf<'publish'>): void {
    const { gate, publisher, unkept, visitors } = this.parts;
    this.keepEntries(rooms, happening);
    const author = by === null ? undefined : visitors.get(by);
    const own = author?.dialect.own(happening) ?? 'share';
    const answers = author !== undefined && author.answer !== null;
    // An echo that belongs to an answer goes with it; everybody else shares the same bytes.
    const shares = own === 'share' && !answers;
    if (answers && own !== 'skip') this.answerWith(author, happening, own);
    gate.deliver((kept) => {
      if (!kept && isSaid(happening)) unkept.note(happening, true);
      const isOut = author !== undefined && (!shares || (!kept && isSaid(happening)));
      publisher.publish(rooms, happening, isOut ? author : null);
      if (author === undefined || answers) return;
      if (!kept && isSaid(happening)) this.writeNotKept(author, happening);
      else if (typeof own !== 'string') this.writeLines(author, own);
    });
    if (happening.kind === 'message') this.logSpeech(happening, rooms);
  }

  /** `isOwn`: it is told of its own doing. */
  tell(visitor: Visitor, happening: Happening, isOwn: boolean): void {
    const { gate, unkept } = this.parts;
    // To oneself a message comes twice; only the echo is an answer (IRCv3 labeled-response).
    const own = isOwn ? visitor.dialect.own(happening) : 'share';
    const echo = isOwn && isSaid(happening) ? happening : null;
    if (own === 'skip' && echo === null) return;
    if (echo !== null && unkept.isLost(echo)) {
      this.write(visitor, this.notKept(visitor, echo));
      return;
    }
    // Whether a store has what went to one person, it alone knows.
    if (echo !== null && echo.clientId !== null) gate.deliver((kept) => unkept.note(echo, !kept));
    if (isOwn && visitor.answer !== null) {
      if (own !== 'skip') this.answerWith(visitor, happening, own);
      return;
    }
    gate.deliver((kept) => {
      if (echo !== null && !kept) this.writeNotKept(visitor, echo);
      else if (own === 'share') this.writeLines(visitor, linesOf(visitor.wireClass.encode(happening)));
      else if (own !== 'skip') this.writeLines(visitor, own);
    });
  }

  /** What was done holds from now on; whether it outlives the server is only known when it is kept. */
  vouch(visitor: Visitor, what: Vouched, isOwn: boolean): void {
    const { gate } = this.parts;
    const unkept = (): Lines => visitor.dialect.changeNotKept(what, gate.whyNotKept);
    if (isOwn && visitor.answer !== null) visitor.answer.parts.push({ lines: [], unkept });
    else gate.deliver((kept) => !kept && this.writeLines(visitor, unkept()));
  }

  private answerWith(author: Visitor, happening: Happening, own: Lines | 'share'): void {
    const lines = own === 'share' ? linesOf(author.dialect.wireClass.encode(happening)) : own;
    const unkept = isSaid(happening) ? () => this.notKept(author, happening) : null;
    author.answer?.parts.push({ lines, unkept });
  }

  private writeNotKept(author: Visitor, happening: Message): void {
    this.writeLines(author, this.notKept(author, happening));
  }

  private notKept({ dialect }: Visitor, happening: Message): Lines {
    return dialect.notKept(happening, this.parts.gate.whyNotKept);
  }

  /** Comings and goings are worth nobody's waiting. */
  private keepEntries(rooms: readonly Room[], happening: Happening): void {
    const { gate } = this.parts;
    const changes = entriesOf(rooms, happening).map((entry): Change => ({ kind: 'entry', entry }));
    const isLight = saidText(happening) === null && reactionOf(happening) === null;
    if (isLight) gate.keepLazily(changes);
    else gate.keep(changes);
  }

  private logSpeech(message: Message, rooms: readonly Room[]): void {
    const { gate, log } = this.parts;
    if (message.as === 'tags') return;
    const open = rooms.every(({ modes }) => !modes.secret && !modes.inviteOnly && modes.key === null);
    if (!open) return;
    const { name } = message.who;
    const action = message.text.startsWith('\u0001') ? /^.ACTION ([^\u0001]*)/.exec(message.text) : null;
    const line = action === null ? `${name} says ${message.text}` : `* ${name} ${action[1] ?? ''}`;
    gate.deliver(() => log.write(line));
  }
}

/** `kept`: what it tells of could be kept. */
export function answerLines(parts: readonly AnswerPart[], kept: boolean): Lines {
  return parts.flatMap(({ lines, unkept }) => (kept || unkept === null ? lines : unkept()));
}

function isSaid(happening: Happening): happening is Message {
  return happening.kind === 'message' && happening.as !== 'tags';
}

/** The lines of an encoded happening; none where a class is not told of it. */
function linesOf(text: string | null): Lines {
  return text === null ? [] : text.slice(0, -'\r\n'.length).split('\r\n');
}
