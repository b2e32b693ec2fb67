/** Full screen of `lanchat join`: brings the model, the terminal and the link together. */
import { safeText } from '../base/safe-text.js';
import { cutToWidth } from '../base/text-width.js';
import type { ClientEvent } from '../client/event.js';
import { unreachable } from '../base/result.js';
import { wrapped } from '../base/words.js';
import { SERVER_CHANGED } from '../client/login.js';
import { dropUnsent } from '../client/send-queue.js';
import type { Session } from '../client/session.js';
import type { SettingChange } from '../client/settings.js';
import type { ReadSettings } from '../client/settings-text.js';
import { openTerminal, type Terminal } from '../tui/blessed/terminal.js';
import type { Frame } from '../tui/frame.js';
import type { Message, Request } from '../tui/message.js';
import { leftText } from '../tui/left-text.js';
import { createModel, type Model } from '../tui/model.js';
import { update } from '../tui/update.js';
import { draftsOf } from '../tui/update/drafts.js';
import { hintEndsAt } from '../tui/update/hint.js';
import { markAgainAt } from '../tui/update/reading.js';
import { receiptAgainAt } from '../tui/update/receipts.js';
import { typistsEndAt } from '../tui/update/typing.js';
import { view } from '../tui/view.js';
import { closedText, keptText } from './join-help.js';
import { KeptLines } from './join-kept.js';
import { readDrafts, writeDrafts } from './kept-drafts.js';
import { NOBODY, type Link } from './join-link.js';
import { KeptIgnored } from './kept-ignored.js';
import { LaterLines } from './later-lines.js';
import { offeredName, rememberName } from './join-memory.js';
import { LocalLog } from './local-log.js';
import { pathsLike } from './path-list.js';
import { keepSetting, writeSettings } from './settings-file.js';
import { readTextFile } from './text-file.js';
import { tuneV8ForFlood } from './tune-v8.js';

export interface FullScreenOptions {
  readonly link: Link;
  readonly address: string;
  readonly read: ReadSettings;
  readonly name: string | undefined;
}

/** Milliseconds between two looks at the countdown, while there is one. */
const COUNTDOWN_MS = 250;

/** So many events of one read are a flood; a page of what was said before is less. */
const FLOOD = 300;

/** Columns of a link in a word about it. */
const LINK_COLUMNS = 40;

/** Resolves with the exit code. The link is connected already. */
export function runFullScreen(options: FullScreenOptions): Promise<number> {
  return new FullScreen(options).run();
}

/** Why it ended: the exit code, and a line for the terminal it leaves behind; null for where one has been. */
interface Ending {
  readonly code: number;
  readonly text: string | null;
  readonly why: string;
}

class FullScreen {
  private readonly link: Link;
  private readonly model: Model;
  private readonly terminal: Terminal;
  private readonly kept: KeptLines;
  private readonly ignored: KeptIgnored;
  private readonly log: LocalLog;
  private markTimer: NodeJS.Timeout | undefined;
  private countdown: NodeJS.Timeout | undefined;
  private readonly later = new LaterLines((lines) => this.link.tell(lines));
  private readonly address: string;
  private hasDrafts = false;
  private end: (ending: Ending) => void = () => undefined;
  private readonly ended: Promise<Ending>;

  constructor(options: FullScreenOptions) {
    const { link, address, read, name } = options;
    this.link = link;
    this.address = address;
    this.kept = new KeptLines(link, address);
    this.ignored = new KeptIgnored(link.session, address);
    this.log = new LocalLog(address);
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.terminal = openTerminal({
      onInput: (events) =>
        this.take(
          events.map((event) => ({ kind: 'input', event })),
          true,
        ),
      onResize: (size) => this.take([{ kind: 'resize', size }], true),
      onSignal: (_signal, code) => this.end({ code, text: '', why: '' }),
    });
    const { session, status } = link;
    const offered = name === undefined ? offeredName() : null;
    const now = Date.now();
    this.model = createModel({
      session,
      address,
      settings: read.settings,
      status,
      size: this.terminal.size,
      now,
      offeredName: offered,
    });
    this.terminal.setLook(read.settings);
    this.terminal.setMouse(this.model.mouse);
    for (const trouble of read.troubles) this.tell(trouble);
    if (read.settings.log === 'on') this.tell(this.log.where);
    link.listen({
      onEvents: (events) => this.onEvents(events),
      onStatus: (status) => this.onStatus(status, session),
    });
    if (name !== undefined) link.introduce(name);
  }

  async run(): Promise<number> {
    this.paint(true);
    // It takes time: after that frame, and before anybody can be heard.
    setImmediate(() => this.ignored.read());
    const { code, text, why } = await this.ended;
    const lost = this.keepDrafts();
    clearInterval(this.countdown);
    clearTimeout(this.markTimer);
    this.link.listen(NOBODY);
    this.terminal.close();
    await this.link.leave(why);
    const kept = { typed: lost === '', lines: this.kept.close() };
    const said = text ?? safeText(leftText(this.model, kept));
    if (said !== '') process.stderr.write(`${wrapped(said, process.stderr.columns)}\n`);
    if (lost !== '') process.stderr.write(`What you had typed could not be kept: ${lost}\n`);
    return code;
  }

  private take(messages: readonly Message[], urgent = false): void {
    // The frame is asked for when all this is done, and is out before what is sent later.
    this.paint(urgent);
    for (const message of messages) {
      for (const request of update(this.model, message, Date.now())) this.perform(request);
    }
    this.kept.look();
    this.ignored.look();
    this.markLater();
  }

  /** What could not be kept, to be shown; empty when all was. */
  private keepDrafts(): string {
    const { everReady, chat } = this.link.session;
    const drafts = draftsOf(this.model);
    if (!everReady || writeDrafts(this.address, chat.me, drafts)) return '';
    return drafts.map(({ text }) => safeText(text)).join(' / ');
  }

  private onEvents(events: readonly ClientEvent[]): void {
    if (events.length >= FLOOD) tuneV8ForFlood();
    this.take([{ kind: 'events', events }]);
    if (this.model.settings.log === 'on') this.tell(this.log.add(events));
    const welcome = events.find((event) => event.kind === 'welcome');
    if (welcome !== undefined && !this.hasDrafts) {
      this.hasDrafts = true;
      this.take([{ kind: 'drafts', drafts: readDrafts(this.address, welcome.name) }]);
    }
    const count = this.kept.onEvents(events);
    if (count > 0) this.tell(keptText(count));
  }

  /** From this program itself, where it is read. */
  private tell(text: string): void {
    if (text === '') return;
    const told = { kind: 'info', place: null, text, at: Date.now() } as const;
    this.take([{ kind: 'events', events: [told] }]);
  }

  /** What has a time of its own: how far one has read is told, and what stood in the status line goes. */
  private markLater(): void {
    clearTimeout(this.markTimer);
    const times = [markAgainAt, typistsEndAt, hintEndsAt, receiptAgainAt]
      .map((when) => when(this.model))
      .filter((one) => one !== null);
    const at = times.length === 0 ? null : Math.min(...times);
    if (at !== null)
      this.markTimer = setTimeout(() => this.take([{ kind: 'tick' }]), Math.max(0, at - Date.now()));
  }

  private perform(request: Request): void {
    switch (request.kind) {
      case 'send': {
        this.link.send([request.line]);
        return;
      }
      case 'send-later': {
        this.later.add(request.line);
        return;
      }
      case 'say': {
        // That it is being written must not be told behind it.
        this.later.sendNow();
        this.link.say(request);
        return;
      }
      case 'ask': {
        this.link.ask(request.ask);
        return;
      }
      case 'drop-unsent': {
        dropUnsent(this.link.session.queue, request.items);
        return;
      }
      case 'introduce': {
        this.link.introduce(request.name);
        return;
      }
      case 'prove': {
        this.link.prove(request.name, request.password);
        return;
      }
      case 'room-password': {
        this.link.givePassword(request.password);
        return;
      }
      case 'remember': {
        rememberName(request.name);
        return;
      }
      case 'quit': {
        this.end({ code: 0, text: null, why: request.why });
        return;
      }
      case 'try-now': {
        this.link.tryNow();
        return;
      }
      case 'copy': {
        this.take([{ kind: 'word', text: this.terminal.copy(request.text) }]);
        return;
      }
      case 'open-link': {
        void this.openLink(request.url);
        return;
      }
      case 'edit': {
        void this.edit(request.place, request.text);
        return;
      }
      case 'read-file': {
        const { path } = request;
        const { text, trouble } = readTextFile(path);
        this.take([{ kind: 'file', path, text, trouble: trouble ?? '' }]);
        return;
      }
      case 'list-paths': {
        const { typed } = request;
        this.take([{ kind: 'paths', typed, found: pathsLike(typed) }]);
        return;
      }
      case 'suspend': {
        this.terminal.suspend();
        return;
      }
      case 'redraw': {
        this.terminal.redraw();
        return;
      }
      case 'mouse': {
        this.terminal.setMouse(request.on);
        return;
      }
      case 'set': {
        this.set(request.change);
        return;
      }
      case 'settings-file': {
        this.tell(writeSettings());
        return;
      }
      default:
        return unreachable(request);
    }
  }

  private set(change: SettingChange): void {
    this.terminal.setLook(this.model.settings);
    if (change.name === 'log' && change.value === 'on') this.tell(this.log.where);
    this.tell(keepSetting(change));
  }

  /** The room goes on meanwhile, unseen. */
  private async edit(place: string, text: string): Promise<void> {
    const { editOutside } = await import('./outside-editor.js');
    const takeBack = this.terminal.lend();
    const edited = await editOutside(text, process.env);
    takeBack();
    this.take([{ kind: 'edited', place, ...edited }], true);
  }

  private async openLink(url: string): Promise<void> {
    const shown = cutToWidth(url, LINK_COLUMNS);
    const { openLink } = await import('./open-link.js');
    const text = (await openLink(url)) ? `Opened ${shown}` : `${this.terminal.copy(url)} ${shown}`;
    this.take([{ kind: 'word', text }]);
  }

  private onStatus(status: Model['status'], session: Session): void {
    this.take([{ kind: 'status', status }]);
    clearInterval(this.countdown);
    if (status.kind === 'waiting')
      this.countdown = setInterval(() => this.take([{ kind: 'tick' }]), COUNTDOWN_MS);
    if (status.kind !== 'closed' || this.model.secret?.purpose.kind === 'room') return;
    // Somebody who was never let in has nothing to read here, and with a false server nothing is to be done.
    if (!session.everReady || status.code === SERVER_CHANGED) {
      this.end({
        code: 1,
        text: safeText(closedText(status.code, status.text, session.options.password !== undefined)),
        why: '',
      });
    }
  }

  private paint(urgent: boolean): void {
    this.terminal.paint(this.frame, urgent);
  }

  /** Bell and notice are for the frame that first tells why. */
  private readonly frame = (): Frame => {
    const frame = view(this.model);
    this.model.bell = false;
    this.model.notice = null;
    return frame;
  };
}
