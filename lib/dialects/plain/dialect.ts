/** The plain dialect: a person with nothing but `nc` or telnet (docs/protocol.md, "The plain dialect"). */
import { decodeAscii, encodeAscii } from '../../base/ascii.js';
import {
  HISTORY_ON_ENTRY,
  HISTORY_SHOWN_MAX,
  NAME_PROMPT_MS,
  PLAIN_LINE_BYTES_MAX,
  PROMPT_TRIES_MAX,
  SAFE_TEXT_BYTES,
} from '../../base/limits.js';
import { sameName } from '../../base/casefold.js';
import { safeText } from '../../base/safe-text.js';
import { utf8Length } from '../../base/utf8.js';
import { command, type CommandArgs, type Verb } from '../../core/command.js';
import type { CloseCode } from '../../core/effect.js';
import type { Registration } from '../../core/event.js';
import type { Happening, Message } from '../../core/happening.js';
import type { NameRefused, Refusal } from '../../core/refusal.js';
import type { Reply } from '../../core/reply.js';
import { nothingKeptText, unkeptWords, type Vouched } from '../../core/vouch.js';
import { parseSlash, slashArguments, slashExtra, slashUsage, type PlainVerb } from '../../protocol/slash.js';
import { splitText } from '../../protocol/split.js';
import {
  type Action,
  type Dialect,
  type Greeting,
  type LineProblem,
  type LoginFailure,
  type Lines,
  type OwnEcho,
  type Received,
  type Surroundings,
  type WireClass,
} from '../dialect.js';
import { harmless, PLAIN_ASCII, PLAIN_UTF8, spoken } from './encode.js';
import { greetingText, helpLines, replyTexts, welcomeLines } from './replies.js';
import { applyEditing, withoutLineEnd } from './terminal-line.js';
import { loginFailedText, nameRefusedText, ownerText } from './words.js';

const NAME_PROMPT = 'Your name: ';
const PASSWORD_PROMPT = 'Password: ';

/** What the next line will be taken for. */
type Stage = 'password' | 'name' | 'owner' | 'chatting';

export class PlainDialect implements Dialect {
  readonly name = 'plain';
  private utf8 = false;
  private stage: Stage;
  private password: string | null = null;
  private suggestion: string | null = null;
  /** The name asked for, which is somebody's. */
  private owned = '';
  /** What the person first typed as a name, kept as the real name: `María José` for `Maria_Jose`. */
  private fullName = '';
  private tries = 0;
  private room: string | null = null;
  readonly namedWithin = NAME_PROMPT_MS;
  /** A way into another room is under way: what is said on entering is enough. */
  private moving = false;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly whoIsHere: () => Greeting,
  ) {
    this.stage = surroundings.settings.password === null ? 'name' : 'password';
  }

  get wireClass(): WireClass {
    return this.utf8 ? PLAIN_UTF8 : PLAIN_ASCII;
  }

  get isNamed(): boolean {
    return this.stage === 'chatting';
  }

  /** What a person reads who has not typed anything yet. */
  greet(): readonly Action[] {
    const { chatroom } = this.surroundings.settings;
    return this.stage === 'password'
      ? [this.say(`Welcome to ${chatroom}.`), { kind: 'prompt', text: PASSWORD_PROMPT }]
      : [this.say(greetingText(chatroom, this.whoIsHere())), { kind: 'prompt', text: NAME_PROMPT }];
  }

  receive(line: string): Received {
    const text = applyEditing(withoutLineEnd(line));
    return { actions: this.actionsFor(text), label: null };
  }

  private actionsFor(text: string): readonly Action[] {
    // Ctrl-D from a terminal in raw mode.
    if (text === '\u0004') return this.leave('');
    if (this.stage !== 'chatting' && text.trim() === 'QUIT') return this.leave('');
    switch (this.stage) {
      case 'password':
        return this.takePassword(text);
      case 'name':
        return this.takeName(text);
      case 'owner':
        return this.takeOwnersPassword(text);
      case 'chatting':
        // Keys and sequences of a raw terminal must not get into anybody's text.
        return this.chat(safeText(text));
    }
  }

  private leave(reason: string): readonly Action[] {
    return this.stage === 'chatting'
      ? [ask('quit', { reason })]
      : [{ kind: 'close', code: 'QUIT', text: reason }];
  }

  private takePassword(text: string): readonly Action[] {
    if (text !== this.surroundings.settings.password) {
      return this.again('That is not the password. Ask the host for it.', PASSWORD_PROMPT, 'PASSWORD');
    }
    this.password = text;
    this.stage = 'name';
    return this.greet();
  }

  private takeName(text: string): readonly Action[] {
    const typed = text.trim();
    const name = typed === '' && this.suggestion !== null ? this.suggestion : typed;
    if (name === '') return this.again('Type a name and press Enter.', NAME_PROMPT, 'REGISTRATION_TIMEOUT');
    if (name !== this.suggestion) this.fullName = typed;
    return [{ kind: 'register', registration: this.registration(name) }];
  }

  private registration(name: string): Registration {
    return {
      name,
      user: '',
      realName: harmless(this.fullName),
      password: this.password,
      resumeToken: null,
      away: null,
      enter: true,
    };
  }

  /** Enter alone is for those who are somebody else. */
  private takeOwnersPassword(text: string): readonly Action[] {
    if (text === '') {
      this.stage = 'name';
      return this.takeName('');
    }
    return [{ kind: 'log-in', registration: this.registration(this.owned), accountPassword: text }];
  }

  loginFailed(why: LoginFailure): readonly Action[] {
    const instead = `press Enter for ${this.suggestion ?? 'another name'}`;
    return this.again(loginFailedText(why, this.owned, instead), PASSWORD_PROMPT, 'PASSWORD');
  }

  private again(text: string, prompt: string, code: CloseCode): readonly Action[] {
    this.tries += 1;
    if (this.tries >= PROMPT_TRIES_MAX)
      return [{ kind: 'close', code, text: 'too many tries: connect again' }];
    return [this.say(text), { kind: 'prompt', text: prompt }];
  }

  private say(...texts: readonly string[]): Action {
    return { kind: 'send', lines: texts.map((text) => this.shown(text)) };
  }

  private shown(text: string): string {
    return this.utf8 ? harmless(text) : encodeAscii(harmless(text));
  }

  private chat(text: string): readonly Action[] {
    if (text.trim() === '') return [];
    if (utf8Length(text) > PLAIN_LINE_BYTES_MAX) return this.tooLong();
    const input = parseSlash(text, 'plain');
    switch (input.kind) {
      case 'say':
        return this.speak(input.text, '', '');
      case 'verb':
        return this.verb(input.verb, input.rest);
      case 'unknown': {
        const meant = input.nearest === undefined ? '' : ` Did you mean /${input.nearest}?`;
        return [this.say(`There is no command ${input.word}.${meant} /help lists them; nothing was sent.`)];
      }
    }
  }

  /** Escapes go both ways, until `/utf8` says that letters go as they are. */
  private meant(text: string): string {
    return this.utf8 ? text : decodeAscii(text);
  }

  private tooLong(): readonly Action[] {
    return [
      this.say(`That line was longer than ${PLAIN_LINE_BYTES_MAX} bytes and was not sent: send it in parts.`),
    ];
  }

  /** Long lines become several messages, cut at spaces. */
  private speak(text: string, before: string, after: string): readonly Action[] {
    const { room } = this;
    if (room === null) return [this.say('You are in no room. Enter one with /join ROOM; /rooms lists them.')];
    const pieces = splitText(this.meant(text), SAFE_TEXT_BYTES - before.length - after.length);
    return pieces.map((piece) => post(room, before + piece + after));
  }

  private verb(verb: PlainVerb, rest: string): readonly Action[] {
    const args = slashArguments(verb, rest);
    // A room's key follows its name; other words too many mean something else than what would be done.
    const extra = verb === 'join' ? '' : slashExtra(verb, rest);
    if (args === null || extra !== '') return [this.say(`Type it like this: ${slashUsage(verb)}`)];
    const [first = '', second = ''] = args;
    switch (verb) {
      case 'help':
        // Our own words, in columns: nothing in them is anybody else's.
        return [{ kind: 'send', lines: helpLines() }];
      case 'quit':
        return this.leave(first);
      case 'msg':
        return second === ''
          ? [this.say('Say what to write: /msg NAME TEXT')]
          : splitText(this.meant(second), SAFE_TEXT_BYTES).map((piece) => post(first, piece));
      case 'me':
        return this.speak(first, '\u0001ACTION ', '\u0001');
      case 'join':
        return this.join(rest);
      case 'away':
        return [ask('away', { message: this.meant(first) })];
      case 'nick':
        return [ask('rename', { name: first })];
      case 'rooms':
        return [ask('list', { conditions: [] })];
      case 'utf8':
        return this.toggleUtf8();
      default:
        return this.aboutRoom(verb, first);
    }
  }

  private join(rest: string): readonly Action[] {
    const [word = '', key = ''] = rest.trim().split(/\s+/);
    const room = word.startsWith('#') ? word : `#${word}`;
    if (this.room !== null && sameName(room, this.room))
      return [this.say(`You are in ${this.room} already.`)];
    this.moving = true;
    return [ask('join', { room, key, move: true })];
  }

  private aboutRoom(
    verb: 'who' | 'part' | 'topic' | 'history' | 'search',
    argument: string,
  ): readonly Action[] {
    const { room } = this;
    if (room === null) return [this.say('You are in no room. Enter one with /join ROOM; /rooms lists them.')];
    switch (verb) {
      case 'who':
        return [ask('names', { rooms: [room] })];
      case 'part':
        return [ask('part', { room, reason: '' })];
      case 'topic':
        return [ask('topic', { room, text: argument === '' ? null : this.meant(argument) })];
      case 'history':
        return this.history(room, argument);
      case 'search':
        return [
          ask('history-search', {
            target: room,
            words: argument,
            from: null,
            after: null,
            before: null,
            limit: HISTORY_SHOWN_MAX,
          }),
        ];
    }
  }

  private history(room: string, count: string): readonly Action[] {
    if (count !== '' && !/^[1-9][0-9]{0,5}$/.test(count)) return [this.say('Type it like this: /history 20')];
    const limit = count === '' ? HISTORY_ON_ENTRY * 2 : Math.min(Number(count), HISTORY_SHOWN_MAX);
    return [
      ask('history-page', {
        target: room,
        which: { kind: 'latest', after: null },
        limit,
        events: false,
        reactions: false,
      }),
    ];
  }

  private toggleUtf8(): readonly Action[] {
    this.utf8 = !this.utf8;
    const text = this.utf8
      ? 'You now get letters as they are: \u00e9, \u6f22\u5b57, \u2615. If they look wrong, type /utf8 again.'
      : 'You now get plain ASCII, with escapes for other letters.';
    return [{ kind: 'reclass' }, this.say(text)];
  }

  receiveBad(problem: LineProblem): Received {
    const text =
      problem === 'too-long'
        ? 'That line was too long and was not sent: send it in parts.'
        : 'That line was not UTF-8 and was not sent: set your terminal to UTF-8, or type plain letters.';
    const prompt: Action[] =
      this.stage === 'chatting'
        ? []
        : [{ kind: 'prompt', text: this.stage === 'name' ? NAME_PROMPT : PASSWORD_PROMPT }];
    return { actions: [this.say(text), ...prompt], label: null };
  }

  reply(reply: Reply): Lines {
    this.moving = false;
    if (reply.kind === 'welcome') {
      this.stage = 'chatting';
      return welcomeLines(reply.person.name, this.surroundings.settings, reply.motd).map((line) =>
        this.shown(line),
      );
    }
    if (reply.kind === 'entered' || (reply.kind === 'room-renamed' && reply.isMember))
      this.room = reply.room.name;
    if (reply.kind === 'refused' && this.isOut(reply.refusal)) this.room = null;
    return replyTexts(reply, this.surroundings.now()).map((line) => this.shown(line));
  }

  /** Whoever was removed from the room, or whose room was closed, learns it when they next speak. */
  private isOut(refusal: Refusal): boolean {
    if (refusal.why === 'cannot-speak') return refusal.because === 'outside';
    return refusal.why === 'no-such-room' && this.room !== null && sameName(refusal.room, this.room);
  }

  /** What to send after a name was refused: why, and the prompt again. */
  nameRefused(refusal: NameRefused): readonly Action[] {
    this.suggestion = refusal.suggestion;
    this.stage = refusal.problem === 'owned' ? 'owner' : 'name';
    if (refusal.problem === 'owned') {
      this.owned = refusal.name;
      return this.again(ownerText(refusal), PASSWORD_PROMPT, 'REGISTRATION_TIMEOUT');
    }
    const instead = `Press Enter for ${refusal.suggestion}, or type another name.`;
    return this.again(
      nameRefusedText(refusal, instead, this.surroundings.settings.claimDays),
      NAME_PROMPT,
      'REGISTRATION_TIMEOUT',
    );
  }

  own(happening: Happening): OwnEcho {
    switch (happening.kind) {
      case 'message': {
        const isSeen = happening.toRoom && happening.target.startsWith('#');
        const said = isSeen || happening.as === 'tags' ? null : spoken(happening);
        if (said === null) return 'skip';
        return [this.shown(`[you -> ${happening.target}] ${said.action ? `* ${said.text}` : said.text}`)];
      }
      case 'joined':
      case 'away':
      case 'account':
      case 'real-name':
      case 'redacted':
      case 'invited':
        return 'skip';
      case 'left':
        this.room = null;
        if (this.moving) return 'skip';
        return [
          this.shown(
            `You have left ${happening.room}. Enter another room with /join ROOM; /rooms lists them.`,
          ),
        ];
      case 'renamed':
        return [this.shown(`You are now known as ${happening.to}.`)];
      case 'quit':
      case 'topic':
      case 'modes':
      case 'kicked':
      case 'killed':
      case 'wallops':
      case 'announced':
        return 'share';
    }
  }

  notKept(_message: Message, why: string | null): Lines {
    const because = why === null ? '' : `: ${why}`;
    return [this.shown(`Server: others can read your line, but it is not kept${because}.`)];
  }

  changeNotKept(what: Vouched, why: string | null): Lines {
    return [this.shown(`Server: ${unkeptWords(what, why)}.`)];
  }

  /** People read the announcement. */
  keeping(): readonly never[] {
    return [];
  }

  nothingKept(why: string): Lines {
    return [this.shown(`Server: ${nothingKeptText(why)}`)];
  }

  labelled(_label: string, lines: Lines): Lines {
    return lines;
  }

  closing(code: CloseCode, text: string): Lines {
    switch (code) {
      case 'QUIT':
        return ['Goodbye!'];
      case 'KICKED':
        return [this.shown(`Server: the host has removed you: ${text}`)];
      case 'BANNED':
        return [this.shown(`Server: the host has banned you: ${text}`)];
      case 'BUG':
        return ['Server: something went wrong here with your connection. Connect again.'];
      default:
        return [this.shown(`Server: ${text}`)];
    }
  }

  /** Nobody behind `nc` can answer a ping. */
  ping(): null {
    return null;
  }
}

function ask<V extends Verb>(verb: V, args: CommandArgs[V]): Action {
  return { kind: 'command', command: command(verb, args) };
}

function post(target: string, text: string): Action {
  return ask('post', { as: 'message', target, text, tags: new Map(), clientId: null, again: false });
}
