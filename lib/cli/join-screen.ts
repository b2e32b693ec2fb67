/** Full screen of `lanchat join`: brings the model, the terminal and the link together. */
import { safeText } from '../base/safe-text.js';
import { unreachable } from '../base/result.js';
import { SERVER_CHANGED } from '../client/login.js';
import type { Session } from '../client/session.js';
import { openTerminal, type Terminal } from '../tui/blessed/terminal.js';
import type { Message, Request } from '../tui/message.js';
import { createModel, type Model } from '../tui/model.js';
import { update } from '../tui/update.js';
import { view } from '../tui/view.js';
import { closedText } from './join-help.js';
import { NOBODY, type Link } from './join-link.js';
import { offeredName, rememberName } from './join-memory.js';

export interface FullScreenOptions {
  readonly link: Link;
  readonly address: string;
  readonly name: string | undefined;
}

/** Milliseconds between two looks at the countdown, while there is one. */
const COUNTDOWN_MS = 250;

/** Milliseconds in which all that arrives is one frame. */
const FRAME_MS = 16;

/** Resolves with the exit code. The link is connected already. */
export function runFullScreen(options: FullScreenOptions): Promise<number> {
  return new FullScreen(options).run();
}

/** Why it ended: the exit code, and a line for the terminal it leaves behind. */
interface Ending {
  readonly code: number;
  readonly text: string;
  readonly why: string;
}

class FullScreen {
  private readonly link: Link;
  private readonly model: Model;
  private readonly terminal: Terminal;
  private countdown: NodeJS.Timeout | undefined;
  private paintTimer: NodeJS.Timeout | undefined;
  private paintedAt = -Infinity;
  private end: (ending: Ending) => void = () => undefined;
  private readonly ended: Promise<Ending>;

  constructor(options: FullScreenOptions) {
    const { link, address, name } = options;
    this.link = link;
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
      status,
      size: this.terminal.size,
      now,
      offeredName: offered,
    });
    link.listen({
      onEvents: (events) => this.take([{ kind: 'events', events }]),
      onStatus: (status) => this.onStatus(status, session),
    });
    if (name !== undefined) link.introduce(name);
  }

  async run(): Promise<number> {
    this.paint(true);
    const { code, text, why } = await this.ended;
    clearInterval(this.countdown);
    clearTimeout(this.paintTimer);
    this.link.listen(NOBODY);
    this.terminal.close();
    if (text !== '') process.stderr.write(`${text}\n`);
    await this.link.leave(why);
    return code;
  }

  private take(messages: readonly Message[], urgent = false): void {
    for (const message of messages) {
      for (const request of update(this.model, message, Date.now())) this.perform(request);
    }
    this.paint(urgent);
  }

  private perform(request: Request): void {
    switch (request.kind) {
      case 'send': {
        this.link.send([request.line]);
        return;
      }
      case 'say': {
        this.link.say(request);
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
        this.end({ code: 0, text: '', why: request.why });
        return;
      }
      case 'try-now': {
        this.link.tryNow();
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
      default:
        return unreachable(request);
    }
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

  /** Own keys are shown at once; what arrives is gathered, so that a flood costs what an eye can see. */
  private paint(urgent: boolean): void {
    if (urgent) {
      this.paintNow();
      return;
    }
    const wait = Math.max(0, this.paintedAt + FRAME_MS - performance.now());
    this.paintTimer ??= setTimeout(() => this.paintNow(), wait);
  }

  private paintNow(): void {
    clearTimeout(this.paintTimer);
    this.paintTimer = undefined;
    this.paintedAt = performance.now();
    this.terminal.paint(view(this.model), true);
    this.model.bell = false;
  }
}
