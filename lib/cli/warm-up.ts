/**
 * Runs once at the build what a start of the full screen and the first keys in it run, so that V8's code of it is kept
 * (bin/dev/code-cache.js).
 */
import type { Scroll } from '../tui/blessed/scroll.js';
import type { Frame } from '../tui/frame.js';

/** What a server says to somebody who comes in, in few words. */
const LINES = [
  ':lan CAP * LS :message-tags server-time batch echo-message labeled-response',
  ':lan CAP ann ACK :message-tags server-time batch echo-message labeled-response',
  ':lan 001 ann :Welcome',
  ':lan 005 ann NETWORK=lan CHANTYPES=# PREFIX=(ov)@+ :are supported',
  ':ann!a@lan JOIN #lobby',
  ':lan 353 ann = #lobby :ann @bo',
  ':lan 366 ann #lobby :End',
  '@time=2026-11-23T12:00:00.000Z :bo!b@lan PRIVMSG #lobby :ann: hello there',
];

/** More than the screen has rows, each of which is wrapped: it scrolls. */
const TALK = Array.from(
  { length: 24 },
  (_, index) =>
    `@time=2026-11-23T12:0${index % 10}:00.000Z;msgid=${index} :bo!b@lan PRIVMSG #lobby :${'a word or two '.repeat(9)}`,
);

/** Text, a key that changes it, and the two that send it and take it away. */
const TYPED = ['a', 'b', ' ', '\u007f', '\r', 'c', '\u0015'];

const SIZE = { columns: 100, rows: 30 };

/** For the build. @public */
export async function warmUp(): Promise<void> {
  // Loaded as a start loads it: when it is needed.
  await Promise.all([import('./join-screen.js'), import('./join-line.js')]);
  const { createSession } = await import('../client/session.js');
  const { receive } = await import('../client/receive.js');
  const { hello, introduce, pump, say } = await import('../client/requests.js');
  const { DEFAULT_SETTINGS } = await import('../client/settings.js');
  const { createModel } = await import('../tui/model.js');
  const { InputDecoder } = await import('../tui/input-decoder.js');
  const { update } = await import('../tui/update.js');
  const { view } = await import('../tui/view.js');
  const session = createSession({}, 0);
  introduce(session, 'ann');
  hello(session);
  const model = createModel({
    ...{ session, address: 'lan:1060', settings: DEFAULT_SETTINGS, offeredName: null },
    ...{ status: { kind: 'connected' }, size: SIZE, now: 0 },
  });
  const paint = await painter();
  paint(view(model));
  const hear = (lines: readonly string[]): void => {
    const events = lines.flatMap((line) => receive(session, line, 0).events);
    update(model, { kind: 'events', events }, 0);
    paint(view(model));
  };
  hear(LINES);
  for (const line of TALK) hear([line]);
  const decoder = new InputDecoder(() => undefined);
  for (const typed of TYPED) {
    for (const event of decoder.push(typed)) {
      for (const request of update(model, { kind: 'input', event }, 0))
        if (request.kind === 'say') say(session, request, 0);
    }
    pump(session, 0);
    paint(view(model));
  }
}

/** Into cells and bytes, as a terminal's are, which go nowhere. */
async function painter(): Promise<(frame: Frame) => void> {
  const { createScreen } = await import('../tui/blessed/adapter.js');
  const { RowPainter } = await import('../tui/blessed/cells.js');
  const { CellDrawer } = await import('../tui/blessed/draw.js');
  const { LinkTable } = await import('../tui/blessed/hyperlinks.js');
  const links = new LinkTable(true);
  const rows = new RowPainter(links);
  const drawer = new CellDrawer({ likeXterm: true, italic: true, linuxConsole: false }, links);
  let shown: Frame | null = null;
  let scroll: Scroll | null = null;
  const screen = createScreen(SIZE, {
    render: (lines) => (scroll = rows.paint(lines, shown?.rows ?? [])),
    draw: () => void drawer.draw(screen.lines, screen.olines, { cursor: null, scroll }),
  });
  return (frame) => {
    shown = frame;
    screen.render();
  };
}
