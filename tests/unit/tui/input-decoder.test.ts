import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ESCAPE_MS, InputDecoder, PASTE_MAX, type InputEvent } from '../../../lib/tui/input-decoder.js';

const ESC = '\u001b';
const CSI = `${ESC}[`;

/** Short enough to read in a table: C- M- S- and the name, or the text in quotes. */
function show(event: InputEvent): string {
  switch (event.kind) {
    case 'text':
      return `"${event.text}"`;
    case 'key':
      return `${event.ctrl ? 'C-' : ''}${event.alt ? 'M-' : ''}${event.shift ? 'S-' : ''}${event.name}`;
    case 'paste':
      return `paste ${JSON.stringify(event.text)}`;
    case 'wheel':
      return `wheel ${event.direction} ${event.count}`;
    case 'mouse':
      return `mouse ${event.button} ${event.x},${event.y} ${event.pressed ? 'down' : 'up'}`;
    case 'focus':
      return event.focused ? 'focus' : 'blur';
  }
}

/** Text in one piece, and no wheel: what does not depend on how the input was cut. */
function joined(events: readonly InputEvent[]): readonly InputEvent[] {
  const result: InputEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    if (event.kind === 'text' && last?.kind === 'text') {
      result[result.length - 1] = { kind: 'text', text: last.text + event.text };
    } else if (event.kind === 'wheel' && last?.kind === 'wheel' && last.direction === event.direction) {
      result[result.length - 1] = { ...last, count: last.count + event.count };
    } else {
      result.push(event);
    }
  }
  return result;
}

function decode(...chunks: readonly string[]): readonly string[] {
  const decoder = new InputDecoder();
  const events = chunks.flatMap((chunk) => decoder.push(chunk));
  return joined([...events, ...decoder.flush()]).map(show);
}

function decodeByCharacter(input: string): readonly string[] {
  return decode(...input.split(''));
}

const TABLE: readonly (readonly [input: string, ...events: readonly string[]])[] = [
  // Text and controls.
  ['hello', '"hello"'],
  ['né 👩‍👩‍👧 日本', '"né 👩‍👩‍👧 日本"'],
  ['a b', '"a b"'],
  ['hi\r', '"hi"', 'enter'],
  ['\n', 'C-j'],
  ['\t', 'tab'],
  ['\u0000', 'C-space'],
  ['\u0001\u0017\u001a', 'C-a', 'C-w', 'C-z'],
  ['\u0008', 'C-h'],
  ['\u007f', 'backspace'],
  ['\u001c\u001d\u001e\u001f', 'C-\\', 'C-]', 'C-^', 'C-_'],
  ['a\u0085b', '"ab"'],
  // Escape and Alt.
  [ESC, 'escape'],
  [ESC + ESC, 'escape', 'escape'],
  [`${ESC}b`, 'M-b'],
  [`${ESC}B`, 'M-S-b'],
  [`${ESC}.`, 'M-.'],
  [`${ESC}1`, 'M-1'],
  [`${ESC}é`, 'M-é'],
  [`${ESC}😀x`, 'M-😀', '"x"'],
  [`${ESC} `, 'M-space'],
  [`${ESC}\r`, 'M-enter'],
  [`${ESC}\n`, 'C-M-j'],
  [`${ESC}\u007f`, 'M-backspace'],
  [`${ESC}\u0008`, 'C-M-h'],
  [`${ESC}\t`, 'M-tab'],
  [`${ESC}[`, 'M-['],
  [`${ESC}O`, 'M-S-o'],
  [`${ESC}]`, 'M-]'],
  [`${ESC}${ESC}b`, 'escape', 'M-b'],
  [`${ESC}${ESC}[A`, 'M-up'],
  [`${ESC}${ESC}OD`, 'M-left'],
  // CSI keys.
  [`${CSI}A${CSI}B${CSI}C${CSI}D`, 'up', 'down', 'right', 'left'],
  [`${CSI}H${CSI}F`, 'home', 'end'],
  [`${CSI}1~${CSI}4~${CSI}7~${CSI}8~`, 'home', 'end', 'home', 'end'],
  [`${CSI}2~${CSI}3~${CSI}5~${CSI}6~`, 'insert', 'delete', 'pageup', 'pagedown'],
  [`${CSI}11~${CSI}15~${CSI}17~${CSI}24~`, 'f1', 'f5', 'f6', 'f12'],
  [`${CSI}25~`],
  [`${CSI}[A${CSI}[E`, 'f1', 'f5'],
  [`${CSI}1;5D${CSI}1;3C${CSI}1;2A`, 'C-left', 'M-right', 'S-up'],
  [`${CSI}1;8B`, 'C-M-S-down'],
  [`${CSI}1;5F${CSI}1;5H`, 'C-end', 'C-home'],
  [`${CSI}3;5~${CSI}5;3~`, 'C-delete', 'M-pageup'],
  [`${CSI}1;2P${CSI}1;5S`, 'S-f1', 'C-f4'],
  [`${CSI}Z`, 'S-tab'],
  [`${CSI}a${CSI}d`, 'S-up', 'S-left'],
  [`${CSI}3$${CSI}3^${CSI}3@`, 'S-delete', 'C-delete', 'C-S-delete'],
  [`a${CSI}Db`, '"a"', 'left', '"b"'],
  // SS3.
  [`${ESC}OA${ESC}OH${ESC}OF`, 'up', 'home', 'end'],
  [`${ESC}OP${ESC}OQ${ESC}OR${ESC}OS`, 'f1', 'f2', 'f3', 'f4'],
  [`${ESC}O5C`, 'C-right'],
  [`${ESC}Oa${ESC}Od`, 'C-up', 'C-left'],
  [`${ESC}OM`, 'enter'],
  [`${ESC}Op${ESC}Oy${ESC}Ok${ESC}On`, '"09+."'],
  // modifyOtherKeys and kitty.
  [`${CSI}27;5;106~`, 'C-j'],
  [`${CSI}27;2;13~`, 'S-enter'],
  [`${CSI}27;5;13~`, 'C-enter'],
  [`${CSI}27;5;9~`, 'C-tab'],
  [`${CSI}27;2;65~`, '"A"'],
  [`${CSI}27;3;98~`, 'M-b'],
  [`${CSI}13;2u`, 'S-enter'],
  [`${CSI}13;3u`, 'M-enter'],
  [`${CSI}27u`, 'escape'],
  [`${CSI}127;5u`, 'C-backspace'],
  [`${CSI}32;5u`, 'C-space'],
  [`${CSI}97u`, '"a"'],
  [`${CSI}97:65;2u`, '"A"'],
  [`${CSI}97;2;65u`, '"A"'],
  [`${CSI}119;5u`, 'C-w'],
  [`${CSI}105;5u${CSI}109;5u${CSI}91;5u`, 'tab', 'enter', 'escape'],
  [`${CSI}97;6u`, 'C-S-a'],
  [`${CSI}45:95;6u`, 'C-_'],
  [`${CSI}233;3u`, 'M-é'],
  [`${CSI}97;1:3u`],
  [`${CSI}1;1:3A`],
  [`${CSI}97;9u`],
  [`${CSI}57417;5u${CSI}57400u`, 'C-left', '"1"'],
  [`${CSI}57441;2u`],
  // Answers of the terminal are not typed.
  [`${CSI}?62;22c`],
  [`${CSI}>41;354;0c`],
  [`${CSI}12;40R`],
  [`${CSI}0n`],
  [`${CSI}?2026;2$y`],
  [`${CSI}?1u`],
  [`${CSI}8;24;80t`],
  [`${ESC}]11;rgb:0000/0000/0000\u0007x`, '"x"'],
  [`${ESC}]11;rgb:0000/0000/0000${ESC}\\x`, '"x"'],
  [`${ESC}P>|xterm(354)${ESC}\\x`, '"x"'],
  [`${ESC}_Gi=31;OK${ESC}\\x`, '"x"'],
  [`${ESC}^pm${ESC}\\x`, '"x"'],
  [`${ESC}Xsos${ESC}\\x`, '"x"'],
  [`${ESC}]0;title${CSI}A`, 'up'],
  [`${CSI}12é`, '"é"'],
  [`${CSI}1${CSI}A`, 'up'],
  [`${CSI}1 2x`, '"2x"'],
  // Paste.
  [`${CSI}200~one\r\ntwo\rthree\n${CSI}201~x`, 'paste "one\\ntwo\\nthree\\n"', '"x"'],
  [`a${CSI}200~b${CSI}201~c`, '"a"', 'paste "b"', '"c"'],
  [`${CSI}200~\u0003a\u0000${CSI}31mred${CSI}0m\u001b\u009b\t.${CSI}201~`, 'paste "ared    ."'],
  [`${CSI}200~${CSI}20${CSI}201~`],
  [`${CSI}200~a${ESC}]0;title\u0007b\n${ESC}]0;no end\nc${CSI}201~`, 'paste "ab\\n\\nc"'],
  [`${CSI}200~${CSI}201~`],
  [`${CSI}201~`],
  [`${CSI}200~lost`, 'paste "lost"'],
  [`${ESC}${CSI}200~x${CSI}201~`, 'paste "x"'],
  // Mouse and focus.
  [`${CSI}<64;10;5M`, 'wheel up 3'],
  [`${CSI}<65;10;5M${CSI}<65;10;5M`, 'wheel down 6'],
  [`${CSI}<68;10;5M`, 'wheel up 3'],
  [`${CSI}<66;10;5M${CSI}<67;10;5M`],
  [`${CSI}<0;1;1M${CSI}<0;1;1m`, 'mouse 0 0,0 down', 'mouse 0 0,0 up'],
  [`${CSI}<2;80;24M`, 'mouse 2 79,23 down'],
  [`${CSI}<35;80;24M`],
  [`${CSI}<1;2M`],
  [`${CSI}M !!x`, '"x"'],
  [`a${CSI}Ib${CSI}Oc`, '"a"', 'focus', '"b"', 'blur', '"c"'],
];

describe('Input of a terminal', () => {
  it.each(TABLE)('%j', (input, ...events) => {
    expect(decode(input)).toEqual(events);
    expect(decodeByCharacter(input)).toEqual(events);
  });

  it('waits for what an ESC begins, and takes it for Escape when nothing follows', () => {
    const decoder = new InputDecoder();
    expect(decoder.push(ESC)).toEqual([]);
    expect(decoder.pending).toBe(true);
    expect(decoder.patience).toBe(ESCAPE_MS);
    expect(decoder.flush().map(show)).toEqual(['escape']);
    expect(decoder.pending).toBe(false);
    expect(decoder.flush()).toEqual([]);
    expect(decoder.push('[A').map(show)).toEqual(['"[A"']);
  });

  it('is patient with a paste, ends it when its end got lost, and ignores the end that comes late', () => {
    const decoder = new InputDecoder();
    expect(decoder.push(`${CSI}200~half`)).toEqual([]);
    expect(decoder.patience).toBeGreaterThan(ESCAPE_MS);
    expect(decoder.flush().map(show)).toEqual(['paste "half"']);
    expect(decoder.push(`x${CSI}201~y`).map(show)).toEqual(['"x"', '"y"']);
  });

  it('bounds a paste', () => {
    const decoder = new InputDecoder();
    decoder.push(`${CSI}200~`);
    for (let count = 0; count < 20; count += 1) decoder.push('x'.repeat(100_000));
    const [event] = decoder.push(`${CSI}201~`);
    expect(event?.kind === 'paste' && event.text.length).toBe(PASTE_MAX);
  });

  it('gives up a sequence or an answer that never ends', () => {
    const decoder = new InputDecoder();
    decoder.push(CSI + '1;'.repeat(100));
    expect(decoder.push('b').map(show).join('')).toContain('b');
    decoder.push(`${ESC}]52;c;`);
    for (let count = 0; count < 10; count += 1) decoder.push('x'.repeat(10_000));
    expect(decoder.push('typed').map(show)).toEqual(['"typed"']);
    decoder.push(`${ESC}]11;rgb`);
    expect(decoder.flush()).toEqual([]);
    expect(decoder.push('typed').map(show)).toEqual(['"typed"']);
  });

  const pieces = fc.constantFrom(
    ...TABLE.map(([input]) => input),
    ...[
      ESC,
      CSI,
      ';',
      '1',
      '2',
      '0',
      '~',
      '<',
      'M',
      '$',
      ' ',
      '[',
      'O',
      '\u0007',
      `${CSI}200~`,
      '\ud800',
      '\udc00',
    ],
  );
  const input = fc
    .array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ unit: 'binary' })), { maxLength: 12 })
    .map((parts) => parts.join(''));

  it('means the same however it is cut, and never throws', () => {
    fc.assert(
      fc.property(input, fc.array(fc.nat(40), { maxLength: 10 }), (whole, lengths) => {
        const chunks: string[] = [];
        let at = 0;
        for (const length of lengths) {
          chunks.push(whole.slice(at, at + length));
          at += length;
        }
        chunks.push(whole.slice(at));
        expect(decode(...chunks)).toEqual(decode(whole));
        expect(decodeByCharacter(whole)).toEqual(decode(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives text without controls', () => {
    fc.assert(
      fc.property(input, (whole) => {
        const decoder = new InputDecoder();
        for (const event of [...decoder.push(whole), ...decoder.flush()]) {
          if (event.kind === 'text') expect(event.text).not.toMatch(/[\p{Cc}\p{Surrogate}]|^$/u);
          if (event.kind === 'paste') expect(event.text).not.toMatch(/[\p{Surrogate}]|(?!\n)\p{Cc}|^$/u);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
