/** The full screen's model without a terminal: keys in, the frame as text out. */
import type { Frame } from '../../lib/tui/frame.js';
import type { InputEvent } from '../../lib/tui/input-event.js';
import type { Message, Request } from '../../lib/tui/message.js';
import { createModel, type Model } from '../../lib/tui/model.js';
import { DEFAULT_SETTINGS } from '../../lib/client/settings.js';
import { update } from '../../lib/tui/update.js';
import { view } from '../../lib/tui/view.js';
import { askLines } from '../../lib/client/asking.js';
import { hello, introduce, pump, say } from '../../lib/client/requests.js';
import { dropUnsent } from '../../lib/client/send-queue.js';
import { createSession, type Session } from '../../lib/client/session.js';
import { feed, NOON, OUR_CAPS, registrationLines } from './client-session.js';

export class Screen {
  readonly model: Model;
  /** All that was asked for so far. */
  readonly requests: Request[] = [];

  constructor(
    readonly session: Session,
    options: { readonly columns?: number; readonly rows?: number; readonly offeredName?: string } = {},
  ) {
    const { columns = 80, rows = 24, offeredName = null } = options;
    const status = { kind: session.phase === 'ready' ? 'connected' : 'connecting' } as const;
    const size = { columns, rows };
    this.model = createModel({
      session,
      address: '10.0.0.1:1060',
      settings: DEFAULT_SETTINGS,
      status,
      size,
      now: NOON,
      offeredName,
    });
  }

  tell(message: Message, now = NOON): readonly Request[] {
    const requests = update(this.model, message, now);
    this.requests.push(...requests);
    return requests;
  }

  /** Lines from the server, with all that comes of them. */
  receive(...lines: readonly string[]): readonly Request[] {
    return this.tell({ kind: 'events', events: feed(this.session, ...lines).events });
  }

  type(text: string): readonly Request[] {
    return this.input({ kind: 'text', text });
  }

  /** Such as `enter`, `C-q`, `M-1`. */
  press(id: string): readonly Request[] {
    const [, modifiers = '', name = ''] = /^((?:[CMS]-)*)(.+)$/.exec(id) ?? [];
    const held = (letter: string): boolean => modifiers.includes(`${letter}-`);
    return this.input({ kind: 'key', name, ctrl: held('C'), alt: held('M'), shift: held('S') });
  }

  input(event: InputEvent): readonly Request[] {
    return this.tell({ kind: 'input', event });
  }

  frame(): Frame {
    return view(this.model);
  }

  /** The rows as text, without blanks at their ends. */
  rows(): readonly string[] {
    return this.frame().rows.map((row) =>
      row
        .map((span) => span.text)
        .join('')
        .trimEnd(),
    );
  }

  text(): string {
    return this.rows().join('\n');
  }
}

/** `offered`: the capabilities with their values. Ann in #lobby with bo and @cy, at noon. */
export function screenInLobby(
  columns = 80,
  rows = 24,
  caps = OUR_CAPS,
  offered = caps,
  isupport: readonly string[] = [],
): Screen {
  const session = createSession({}, NOON);
  introduce(session, 'ann');
  hello(session);
  const screen = new Screen(session, { columns, rows });
  screen.receive(...isupport.map((token) => `:lan 005 ann ${token} :are supported`));
  screen.receive(...registrationLines('ann', caps, offered));
  screen.tell({ kind: 'status', status: { kind: 'connected' } });
  return screen;
}

/** Carries out what was asked for as the program would, and returns the lines for the server. */
export function carryOut(screen: Screen, requests: readonly Request[], now = NOON): readonly string[] {
  return requests.flatMap((request) => {
    if (request.kind === 'send' || request.kind === 'send-later') return [request.line];
    if (request.kind === 'drop-unsent') dropUnsent(screen.session.queue, request.items);
    if (request.kind === 'ask') return askLines(screen.session, request.ask, now);
    if (request.kind !== 'say') return [];
    say(screen.session, request, now);
    return pump(screen.session, now).lines;
  });
}
