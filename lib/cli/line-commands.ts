/** Carries out what is typed in line mode. */
import { unreachable } from '../base/result.js';
import { fileActs, type Act } from '../client/commands.js';
import { withEmoji } from '../client/emoji.js';
import { ignoreText } from '../client/ignoring.js';
import type { Ask } from '../client/past.js';
import { answerSet, withChange, type Settings } from '../client/settings.js';
import { slashSpecs, slashUsage } from '../protocol/slash.js';
import type { Link } from './join-link.js';
import { actsOnLast } from './line-acts.js';
import type { LineOutput } from './line-output.js';
import type { LinePasswords } from './line-passwords.js';
import type { LinePlace } from './line-place.js';
import type { RecentLines } from './line-recent.js';
import type { LocalLog } from './local-log.js';
import { openLink } from './open-link.js';
import { keepSetting, writeSettings } from './settings-file.js';
import { readTextFile } from './text-file.js';

export interface LineCommandsOptions {
  readonly link: Link;
  readonly out: LineOutput;
  readonly place: LinePlace;
  readonly recent: RecentLines;
  readonly passwords: LinePasswords;
  readonly log: LocalLog;
  readonly settings: Settings;
  /** A person types; what a program prints is said as it is. */
  readonly isTTY: boolean;
  /** Something was said, and may have to wait. */
  readonly said: () => void;
  readonly quit: (why: string) => void;
}

/** For a server that keeps nothing we could ask for. */
const SCROLL = 'In line mode the terminal itself keeps what was said: scroll and search there.';

export class LineCommands {
  /** What is set now. */
  settings: Settings;

  constructor(private readonly options: LineCommandsOptions) {
    this.settings = options.settings;
  }

  perform(act: Act): void {
    const { link, out, place, recent, passwords } = this.options;
    switch (act.kind) {
      case 'say': {
        const isTyped = this.options.isTTY && act.asSnippet !== true;
        link.say(isTyped ? { ...act, text: withEmoji(act.text) } : act);
        this.options.said();
        return;
      }
      case 'send':
        link.send([act.line]);
        return;
      case 'tell':
        out.tell(act.text);
        return;
      case 'reply':
      case 'react':
      case 'take-back':
        for (const one of actsOnLast(link.session, recent, place.now, act)) this.perform(one);
        return;
      case 'file':
        this.sayFile(act.path);
        return;
      case 'open-link':
        void this.openLink(recent.lastLink(place.now));
        return;
      case 'open':
        place.goTo(act.place);
        return;
      case 'close':
        place.close();
        return;
      case 'help':
        for (const { verb, help } of slashSpecs('client')) out.tell(`${slashUsage(verb).padEnd(24)} ${help}`);
        return;
      case 'quit':
        this.options.quit(act.why);
        return;
      case 'new-password':
        passwords.fresh();
        return;
      case 'search':
        this.ask({ kind: 'search', place: place.now, words: act.words });
        return;
      case 'history':
        this.ask({ kind: 'before', place: place.now, id: '', count: act.count });
        return;
      case 'ignore':
        out.tell(ignoreText(link.session, act));
        return;
      case 'set':
        this.set(act);
        return;
      case 'settings-file':
        out.tell(writeSettings());
        return;
      case 'clear':
        out.tell(SCROLL);
        return;
      default:
        return unreachable(act);
    }
  }

  private set({ name, value }: Extract<Act, { kind: 'set' }>): void {
    const { out, log } = this.options;
    const { lines, change } = answerSet(this.settings, name, value);
    for (const line of lines) out.tell(line);
    if (change === null) return;
    this.settings = withChange(this.settings, change);
    if (change.name === 'log' && change.value === 'on') out.tell(log.where);
    out.tell(keepSetting(change));
  }

  /** What a program prints must not be able to give away a file. */
  private sayFile(path: string): void {
    const { link, out, place, isTTY } = this.options;
    if (!isTTY) {
      out.tell('A file is sent by who types on a terminal. In a pipe: lanchat say HOST < FILE');
      return;
    }
    const { text, trouble } = readTextFile(path);
    if (text === null) out.tell(trouble);
    else for (const act of fileActs(link.session, place.now, text.trimEnd())) this.perform(act);
  }

  private ask(ask: Ask): void {
    if (!this.options.link.ask(ask)) this.options.out.tell(SCROLL);
  }

  /** Where no page can be opened, its address is said alone, to be copied. */
  private async openLink(url: string | undefined): Promise<void> {
    const { out } = this.options;
    if (url === undefined) out.tell('There is no link here.');
    else out.tell((await openLink(url)) ? `Opened ${url}` : url);
  }
}
