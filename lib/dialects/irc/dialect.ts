/** The irc dialect: what our own client, irssi, weechat and bots speak (RFC 1459/2812 as Modern IRC has them, IRCv3). */
import { decodeAscii } from '../../base/ascii.js';
import {
  ASCII_LINE_FACTOR,
  CLIENT_TAG_BYTES_MAX,
  LINE_BYTES_MAX,
  NAME_PROMPT_MS,
  REASON_BYTES_MAX,
  REGISTRATION_MS,
} from '../../base/limits.js';
import type { Millis } from '../../base/result.js';
import { cutUtf8, utf8Length } from '../../base/utf8.js';
import {
  CAP_ASCII,
  CAP_BATCH,
  CAP_ECHO_MESSAGE,
  CAP_ID,
  CAP_LABELED_RESPONSE,
  NOT_KEPT,
} from '../../protocol/caps.js';
import { withoutControls } from '../../protocol/controls.js';
import { NO_TAGS, parseLine, type IrcLine, type Tags } from '../../protocol/line.js';
import type { CloseCode } from '../../core/effect.js';
import type { Happening, Message } from '../../core/happening.js';
import type { NameRefused } from '../../core/refusal.js';
import type { Reply } from '../../core/reply.js';
import { nothingKeptText, unkeptWords, type Vouched } from '../../core/vouch.js';
import {
  NOTHING,
  type Dialect,
  type LineProblem,
  type Lines,
  type OwnEcho,
  type Received,
  type Surroundings,
  type WireClass,
} from '../dialect.js';
import { failLine, freeText, middle, numeric, serverLine, warn } from './answer.js';
import { featuresOf } from './caps.js';
import { COMMANDS } from './commands.js';
import { ircClass } from './encode.js';
import { underLabel } from './labels.js';
import { isupportOf } from './isupport-lines.js';
import { around, labelAround, strayInBatch } from './multiline.js';
import { refusalLines } from './refusals.js';
import { replyLines } from './replies.js';
import { needMoreParams, notRegistered, type Row } from './rows.js';
import { answering, newVisitor, type Visitor } from './visitor.js';

/** Bytes of a label (IRCv3 labeled-response, "Tag value"). */
const LABEL_BYTES_MAX = 64;

const CRLF_BYTES = 2;

const VOUCHED: Readonly<Record<Vouched, string>> = {
  claim: 'AUTHENTICATE',
  'link-device': 'DEVICE',
  'mark-read': 'MARKREAD',
  metadata: 'METADATA',
  mode: 'MODE',
  redact: 'REDACT',
  'register-account': 'REGISTER',
  'remove-device': 'DEVICE',
  'rename-room': 'RENAME',
  'set-password': 'PASSWORD',
  topic: 'TOPIC',
};

export class IrcDialect implements Dialect {
  readonly name = 'irc';
  private readonly visitor: Visitor;
  private me: string | null = null;
  private batches = 0;

  constructor(surroundings: Surroundings, secure = false) {
    this.visitor = newVisitor(surroundings, secure);
  }

  get wireClass(): WireClass {
    return ircClass(featuresOf(this.visitor.caps));
  }

  /** Behind our own client a person sits at a prompt; other programs know their name before they call. */
  get namedWithin(): Millis {
    return this.visitor.caps.has(CAP_ASCII) ? NAME_PROMPT_MS : REGISTRATION_MS;
  }

  receive(text: string): Received {
    const line = parseLine(text);
    if (line === null) return NOTHING;
    const label = this.labelOf(line.tags);
    const before = around(this.visitor.multiline);
    const actions = this.isTooLong(text) ? this.tooLong(line.tags.get('batch')) : this.run(line);
    return { actions, label: labelAround(before, this.visitor.multiline, line.tags, label) };
  }

  private tooLong(reference: string | undefined): Received['actions'] {
    this.spoilBatch(reference);
    const answer = numeric(this.answering(), 'ERR_INPUTTOOLONG', [], 'Input line was too long');
    return [{ kind: 'send', lines: [answer] }];
  }

  private run(line: IrcLine): Received['actions'] {
    // Programs write commands in capitals, which is mostly found without asking Unicode.
    const name = COMMANDS.has(line.command) ? line.command : line.command.toUpperCase();
    const row = this.rowOf(name);
    // Before registration an unknown word may be a stranger's probe: 451 says what is expected.
    if (!this.visitor.registered && row?.before !== true)
      return notRegistered({ visitor: this.visitor, me: this.me });
    const stray = this.visitor.multiline === null ? null : this.stray(line, name);
    if (stray !== null) return stray;
    if (row === undefined) {
      const to = this.answering();
      const answer = numeric(to, 'ERR_UNKNOWNCOMMAND', [middle(to, line.command)], 'Unknown command');
      return [{ kind: 'send', lines: [answer] }];
    }
    const asked = {
      visitor: this.visitor,
      params: this.decoded(line.params, row),
      tags: this.tagsOf(line.tags),
      me: this.me,
    };
    if (isMissingParams(line.params, row)) return needMoreParams(asked, name);
    return row.run(asked);
  }

  private stray({ tags }: IrcLine, name: string): Received['actions'] | null {
    return strayInBatch({ visitor: this.visitor, params: [], tags, me: this.me }, name);
  }

  /** Those of a capability are not known without it. */
  private rowOf(name: string): Row | undefined {
    const row = COMMANDS.get(name);
    if (row?.needs === undefined) return row;
    return [row.needs].flat().every((cap) => this.visitor.caps.has(cap)) ? row : undefined;
  }

  private answering() {
    return answering(this.visitor, this.me);
  }

  private decoded(params: readonly string[], row: Row): readonly string[] {
    if (row.text === undefined) return params;
    const decode = this.visitor.caps.has(CAP_ASCII) ? decodeAscii : asIs;
    // Other parameters have forms of their own, and are refused for what does not belong in them.
    return params.map((param, index) => (index === row.text ? decode(withoutControls(param)) : param));
  }

  private tagsOf(tags: Tags): Tags {
    if (tags.size === 0) return tags;
    const decode = this.visitor.caps.has(CAP_ASCII) ? decodeAscii : asIs;
    return new Map(Array.from(tags, ([key, value]) => [key, decode(cleanTag(value))]));
  }

  /** Whatever it is, it goes back as it came; without batches there are no labels either ("Dependencies"). */
  private labelOf(tags: Tags): string | null {
    const { caps } = this.visitor;
    if (!caps.has(CAP_LABELED_RESPONSE) || !caps.has(CAP_BATCH)) return null;
    const label = tags.get('label') ?? '';
    if (label === '' || utf8Length(label) > LABEL_BYTES_MAX) return null;
    return caps.has(CAP_ASCII) && !/^[\r\n -~]*$/.test(label) ? null : label;
  }

  private isTooLong(text: string): boolean {
    if (text.length * 3 < LINE_BYTES_MAX) return false;
    const tagsEnd = text.startsWith('@') ? text.indexOf(' ') + 1 : 0;
    const most = this.visitor.caps.has(CAP_ASCII) ? LINE_BYTES_MAX * ASCII_LINE_FACTOR : LINE_BYTES_MAX;
    return (
      utf8Length(text.slice(0, tagsEnd)) > CLIENT_TAG_BYTES_MAX ||
      utf8Length(text.slice(tagsEnd)) > most - CRLF_BYTES
    );
  }

  /** A message of several lines is not said without one of them (IRCv3 draft/multiline). */
  private spoilBatch(reference: string | undefined): void {
    const { multiline } = this.visitor;
    if (multiline !== null && multiline.reference === reference) multiline.failed = true;
  }

  receiveBad(problem: LineProblem, lossy = ''): Received {
    const before = around(this.visitor.multiline);
    // What cannot be read cannot be told from a part of it.
    this.spoilBatch(this.visitor.multiline?.reference);
    const line = parseLine(lossy);
    const label = line === null ? null : this.labelOf(line.tags);
    const to = this.answering();
    const notUtf8 = 'Message rejected: this server speaks UTF-8 only, and that line was not';
    const lines =
      problem === 'too-long'
        ? [numeric(to, 'ERR_INPUTTOOLONG', [], 'Input line was too long')]
        : [serverLine(to, 'FAIL', [commandOf(line), 'INVALID_UTF8'], notUtf8)];
    return {
      actions: [{ kind: 'send', lines }],
      label: labelAround(
        before,
        this.visitor.multiline,
        NO_TAGS,
        label?.includes('\ufffd') === true ? null : label,
      ),
    };
  }

  reply(reply: Reply, me: string | null): Lines {
    if (reply.kind === 'welcome') this.visitor.registered = true;
    if (reply.kind === 'welcome') this.me = reply.person.name;
    if (reply.kind === 'user-modes-changed')
      this.visitor.isBot = isBotAfter(this.visitor.isBot, reply.changes);
    if (reply.kind === 'logged-in') this.visitor.isLoggedIn = true;
    if (reply.kind === 'logged-out') this.visitor.isLoggedIn = false;
    return replyLines(answering(this.visitor, me), reply, () => this.nextBatch());
  }

  nameRefused(refusal: NameRefused): Received['actions'] {
    // The name stays free to be asked for again: what was sent of the registration is kept.
    this.visitor.nick = null;
    return [{ kind: 'send', lines: refusalLines(this.answering(), refusal) }];
  }

  /** A program logs in by AUTHENTICATE, and is answered there. */
  loginFailed(): readonly never[] {
    return [];
  }

  own(happening: Happening): OwnEcho {
    if (happening.kind === 'renamed') this.me = happening.to;
    if (happening.kind === 'away' || happening.kind === 'invited' || happening.kind === 'quit') return 'skip';
    if (happening.kind === 'message') return this.visitor.caps.has(CAP_ECHO_MESSAGE) ? 'share' : 'skip';
    return 'share';
  }

  notKept({ as, target }: Message, why: string | null): Lines {
    const to = this.answering();
    const because = why === null ? '' : `: ${why}`;
    const text = `Your message was delivered, but is not kept${because}`;
    const command = as === 'notice' ? 'NOTICE' : 'PRIVMSG';
    const fail = failLine(to, command, 'NOT_STORED', [target], text);
    return fail.length > 0 ? fail : [serverLine(to, 'NOTICE', [to.me], text)];
  }

  changeNotKept(what: Vouched, why: string | null): Lines {
    return warn(this.answering(), VOUCHED[what], 'NOT_STORED', unkeptWords(what, why));
  }

  nothingKept(why: string): Lines {
    const to = this.answering();
    return [serverLine(to, 'NOTICE', [to.me], nothingKeptText(why)), ...this.keeping(false)];
  }

  /** A parameter of ISUPPORT may come and go; whoever names messages is told whether they are kept. */
  keeping(isKept: boolean): Lines {
    const to = this.answering();
    if (!to.caps.has(CAP_ID)) return [];
    return isupportOf(to, [[`${isKept ? '-' : ''}${NOT_KEPT}`]]);
  }

  labelled(label: string, lines: Lines): Lines {
    return underLabel(this.visitor.surroundings.settings.server, label, lines, this.nextBatch());
  }

  /** A name for a batch, new on this connection; null for those who do not understand batches. */
  private nextBatch(): string | null {
    this.batches += 1;
    return this.visitor.caps.has(CAP_BATCH) ? `r${this.batches.toString(36)}` : null;
  }

  closing(code: CloseCode, text: string, quit?: string): Lines {
    const to = this.answering();
    const banned = `You are banned: ${text}`;
    const words =
      code === 'QUIT' ? `Quit: ${cutUtf8(text, REASON_BYTES_MAX)}` : code === 'BANNED' ? banned : text;
    const numerics: string[] = [];
    if (code === 'PASSWORD') numerics.push(numeric(to, 'ERR_PASSWDMISMATCH', [], text));
    if (code === 'BANNED') numerics.push(numeric(to, 'ERR_YOUREBANNEDCREEP', [], banned));
    const fail = code === 'QUIT' ? [] : failLine(to, '*', code, [], text);
    // "Closing Link: <servername> (Killed (<killer> (<reason>)))" (Modern IRC, "KILL message").
    const why = quit === undefined ? words : `${to.surroundings.settings.server} (${quit})`;
    return [...numerics, ...fail, `ERROR :Closing link: ${freeText(to, why)}`];
  }

  ping(): Lines {
    const { server } = this.visitor.surroundings.settings;
    return [`PING :${server}`];
  }
}

function isMissingParams(params: readonly string[], { min, filled }: Row): boolean {
  if (params.length < min) return true;
  return filled === true && params.slice(0, min).some((param) => /^[, ]*$/.test(param));
}

/** Client-only tags go on as they are ("Client-only tags"): the ends of lines too, which travel escaped. */
function cleanTag(value: string): string {
  return value.replace(/[^\r\n]+/g, (line) => withoutControls(line));
}

/** The command that a line means as it stands there; `*` where it cannot be read ("INVALID_UTF8"). */
function commandOf(line: IrcLine | null): string {
  return line !== null && /^[A-Za-z]{1,20}$/.test(line.command) ? line.command.toUpperCase() : '*';
}

/** What somebody is after changes of their modes, such as `+i-B`. */
function isBotAfter(before: boolean, changes: string): boolean {
  const sign = /([-+])[A-Za-z]*B/.exec(changes)?.[1];
  return sign === undefined ? before : sign === '+';
}

function asIs(text: string): string {
  return text;
}
