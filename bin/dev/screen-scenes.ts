/** A morning in a class, as the host and a guest see it: played on real screens, with a picture of every view. */
import { press, type Tui } from '../../tests/support/pty.js';
import { PlainClient } from '../../tests/support/plain-client.js';

/** What there is to be seen, in the order of the page that shows it. */
export const VIEWS = {
  name: 'Coming in',
  room: 'A room',
  people: 'The people of a full room',
  private: 'A private conversation',
  choosing: 'Choosing a message',
  search: 'What a search has found',
  found: 'One of them, where it was said',
  paste: 'The question about a long paste',
  snippet: 'Reading a snippet',
  settings: 'The settings',
  help: 'The help',
  lost: 'A lost server',
  'console-empty': 'The console of the host, before anybody is here',
  console: 'The console',
  'console-person': 'Choosing a person at the console',
  'console-find': 'Finding in the log',
  'console-help': 'The help of the console',
} as const;

export type View = keyof typeof VIEWS;

export interface Stage {
  readonly port: number;
  /** `lanchat` with these arguments, on a screen of the size that is to be pictured. */
  readonly start: (args: readonly string[]) => Tui;
  /** Takes the picture of a view. */
  readonly picture: (view: View, tui: Tui) => Promise<void>;
}

const KEY = {
  f1: '\u001bOP',
  f2: '\u001bOQ',
  ctrlQ: '\u0011',
  escape: '\u001b',
  ctrlF: '\u0006',
  ctrlU: '\u0015',
  end: '\u001b[F',
  up: '\u001b[A',
  altV: '\u001bv',
  altS: '\u001bs',
  altPageDown: '\u001b[6;3~',
};

const CODE = [
  'def mean(values):',
  '    """The arithmetic mean of what was measured."""',
  '    return sum(values) / len(values)',
  '',
  'def error(values):',
  '    m = mean(values)',
  '    squares = [(v - m) ** 2 for v in values]',
  '    return (sum(squares) / (len(values) - 1)) ** 0.5',
  '',
  'for name in ("first", "second"):',
  '    values = [float(line) for line in open(name + ".txt")]',
  '    print(name, round(mean(values), 2), "+-", round(error(values), 2))',
].join('\n');

export async function playAll({ port, start, picture }: Stage): Promise<void> {
  const enter = (name: string): Tui => start(['join', '127.0.0.1', '-p', String(port), '-n', name]);
  const host = start(['serve', '127.0.0.1', '-p', String(port), '--name', 'Room 12', '--memory']);
  await host.waitFor('Listening at');
  await host.waitFor('Nobody is here yet');
  await picture('console-empty', host);
  const people = await peopleOf(port, ['maria', 'bo', 'zeyu', 'kofi']);
  const asked = start(['join', '127.0.0.1', '-p', String(port)]);
  await press(asked, ['', 'Your name:'], [`${KEY.ctrlU}Maria José`, 'Maria José']);
  await picture('name', asked);
  asked.type(KEY.ctrlQ);
  await asked.exit;
  const [ann, zoe] = [enter('ann'), enter('zoe')];
  for (const one of [ann, zoe]) await one.waitFor('You are in #lobby');

  host.type('/topic #lobby Physics, group B: the report is due on Friday\r');
  await ann.waitFor('Physics, group B');
  const says = async (name: string, text: string): Promise<void> => {
    people.get(name)?.type(text);
    await ann.waitFor(text.slice(0, 20));
  };
  await says('maria', 'Good morning! Does everybody have the worksheet?');
  ann.type('Yes. Page 3 is hard \u2615\r');
  await ann.waitFor(/is hard \u2615(?! …)/);
  await says('bo', 'and page 4 too, see http://192.168.2.186:8080/b/worksheet-4.pdf');
  await says('zeyu', '\u4f60\u597d! I am here with nothing but nc');
  await says(
    'kofi',
    'The second measurement has to be repeated: the sensor was not calibrated when we began.',
  );
  await zoe.waitFor('not calibrated');
  zoe.type('/react :+1:\r');
  await ann.waitFor(/\u{1f44d} +1/u);
  await says('bo', 'ann, shall we do it together?');
  ann.type('/reply With pleasure. At ten?\r');
  await ann.waitFor(/↳ bo: |↳ With pleasure/);
  people.get('zeyu')?.type('/away at the printer');
  people.get('maria')?.type('/msg ann I have a spare sensor for you');
  await ann.waitFor(/maria +!1/);
  await ann.waitFor('\u2713');
  await ann.waitUntil(() => !/joined|is typing|\u2026/.test(status(ann)), 'a quiet status line', 15_000);
  await picture('room', ann);
  await host.waitFor('With pleasure');
  await host.waitFor(/6 people in 1 room/);
  await picture('console', host);

  await press(ann, ['/search page\r', '2 of 2']);
  await picture('search', ann);
  await press(ann, ['\r', '↓ 2 of 2']);
  await picture('found', ann);
  await press(ann, [KEY.escape, '2 of 2'], [KEY.escape, /With pleasure/]);
  ann.type(KEY.altS);
  for (const words of ['With pleasure', 'ann, shall we', 'The second']) {
    await ann.waitUntil(() => ann.look(words).inverse, `"${words}" to be chosen`);
    if (words !== 'The second') ann.type(KEY.up);
  }
  await picture('choosing', ann);
  await press(ann, [KEY.escape, 'ann>']);
  ann.paste(CODE);
  await ann.waitFor('lines pasted');
  await picture('paste', ann);
  await press(ann, [KEY.escape, /^ann> *$/m]);
  zoe.paste(CODE);
  await press(zoe, ['', 'lines pasted'], ['n', '▸ 12 lines']);
  await press(ann, ['', '▸ 12 lines'], [KEY.altV, 'Escape closes']);
  await picture('snippet', ann);
  await press(ann, [KEY.escape, '▸ 12 lines'], [KEY.f1, 'List the commands']);
  await picture('help', ann);
  await press(ann, [KEY.escape, '▸ 12 lines'], ['/set\r', 'theme = ']);
  await picture('settings', ann);
  await press(
    ann,
    [KEY.escape, '▸ 12 lines'],
    ['\u001b2', 'spare sensor'],
    ['Thank you!\r', /│ Thank you!(?! …)/],
  );
  await picture('private', ann);
  await press(ann, ['\u001b1', '▸ 12 lines']);

  await press(host, [KEY.f2, 'k kick'], ['\u001b[B', 'bo · Escape goes back · k kick']);
  await picture('console-person', host);
  await press(host, [KEY.escape, 'q shuts down'], [`${KEY.ctrlF}worksheet`, / of \d/]);
  await picture('console-find', host);
  await press(
    host,
    [KEY.escape, /q shuts down|End shows/],
    [KEY.end, 'q shuts down'],
    [KEY.f1, 'Escape closes'],
  );
  await picture('console-help', host);
  await press(host, [KEY.escape, 'q shuts down']);

  const names = Array.from({ length: 60 }, (_, index) => `student${String(index + 1).padStart(2, '0')}`);
  const crowd = await peopleOf(port, names);
  await ann.waitFor(/66 people/);
  await ann.waitFor(/\+\d+ more/);
  await press(ann, [KEY.altPageDown, /\+\d+ more[^]*\+\d+ more|\+\d+ more[^]*student60/]);
  await picture('people', ann);
  for (const one of [...people.values(), ...crowd.values()]) await one.close();

  host.type('q\r');
  await host.exit;
  await ann.waitFor('Oh no, we have lost connection');
  ann.type('Is anybody there?\r');
  await ann.waitFor(/Is anybody there\? …/);
  await ann.waitFor(/trying again in/);
  await picture('lost', ann);
}

async function peopleOf(port: number, names: readonly string[]): Promise<ReadonlyMap<string, PlainClient>> {
  const people = new Map<string, PlainClient>();
  for (const name of names) people.set(name, await PlainClient.enter(port, name));
  return people;
}

/** The last row but one: above a line that is typed in one row. */
function status(tui: Tui): string {
  return tui.rows.at(-2) ?? '';
}
