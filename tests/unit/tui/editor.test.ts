/** The input line: against a plain model, and the cases that people meet. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitGraphemes } from 'unicode-segmenter/grapheme';
import { textWidth } from '../../../lib/base/text-width.js';
import { EDITOR_KEYS, editActionFor, keyId } from '../../../lib/tui/editor-keys.js';
import {
  edit,
  editorText,
  EDITOR_TEXT_MAX,
  emptyEditor,
  setText,
  submit,
  viewEditor,
  type EditAction,
  type EditCommand,
  type Editor,
} from '../../../lib/tui/editor.js';
import { columnsOf, cursorRow, editorRows, moveRow } from '../../../lib/tui/editor-rows.js';
import { InputDecoder } from '../../../lib/tui/input-decoder.js';

function typed(text: string, from = emptyEditor()): Editor {
  return Array.from(text).reduce((editor, char) => edit(editor, { kind: 'insert', text: char }), from);
}

function after(editor: Editor, ...commands: readonly EditCommand[]): Editor {
  return commands.reduce((current, kind) => edit(current, { kind }), editor);
}

/** The text with the cursor in it. */
function show({ cells, cursor }: Editor): string {
  return `${cells.slice(0, cursor).join('')}|${cells.slice(cursor).join('')}`;
}

/** An editor from text with the cursor in it. */
function at(text: string): Editor {
  const [before = '', rest = ''] = text.split('|');
  return setText(emptyEditor(), before + rest, [...splitGraphemes(before)].length);
}

describe('Editing', () => {
  it.each<readonly [string, EditCommand, string]>([
    ['ab|c', 'left', 'a|bc'],
    ['|abc', 'left', '|abc'],
    ['ab|c', 'right', 'abc|'],
    ['abc|', 'right', 'abc|'],
    ['one two, |', 'word-left', 'one |two, '],
    ['one t|wo', 'word-left', 'one |two'],
    ['|one', 'word-left', '|one'],
    ['one| two, three', 'word-right', 'one two|, three'],
    ['ab|c', 'home', '|abc'],
    ['a|bc', 'end', 'abc|'],
    ['ab|c', 'backspace', 'a|c'],
    ['|abc', 'backspace', '|abc'],
    ['a👩‍👩‍👧|b', 'backspace', 'a|b'],
    ['ab|c', 'delete', 'ab|'],
    ['abc|', 'delete', 'abc|'],
    ['see lib/tui/a.ts |now', 'kill-word-back', 'see |now'],
    ['see lib/tui/a.ts |now', 'kill-word-back-boundary', 'see lib/tui/a.|now'],
    ['one| two-three', 'kill-word-forward', 'one|-three'],
    ['one| two', 'kill-to-start', '| two'],
    ['one| two', 'kill-to-end', 'one|'],
    ['on|e', 'clear', '|'],
    ['a\nb|c\nd', 'home', 'a\n|bc\nd'],
    ['a\n|bc\nd', 'home', '|a\nbc\nd'],
    ['a\nb|c\nd', 'end', 'a\nbc|\nd'],
    ['a\nbc|\nd', 'end', 'a\nbc\nd|'],
    ['a\nb|c\nd', 'kill-to-start', 'a\n|c\nd'],
    ['a\n|c\nd', 'kill-to-start', 'a|c\nd'],
    ['a\nb|c\nd', 'kill-to-end', 'a\nb|\nd'],
    ['a\nb|\nd', 'kill-to-end', 'a\nb|d'],
    ['ab|cd', 'transpose', 'acb|d'],
    ['abc|', 'transpose', 'acb|'],
    ['|abc', 'transpose', '|abc'],
    ['a|', 'transpose', 'a|'],
  ])('%s %s', (before, command, result) => {
    expect(show(after(at(before), command))).toBe(result);
  });

  it('joins what is inserted with what it touches', () => {
    expect(typed('e\u0301').cells).toEqual(['e\u0301']);
    expect(typed('👩\u200d👧').cells).toEqual(['👩\u200d👧']);
    expect(typed('\u200d', after(typed('👩👧'), 'left')).cells).toEqual(['👩\u200d👧']);
    expect(typed('🇩', after(typed('🇪🇫🇷'), 'home')).cells).toEqual(['🇩🇪', '🇫🇷']);
    expect(after(typed('a\n\u0301'), 'left', 'backspace').cells).toEqual(['a\u0301']);
  });

  it('keeps line breaks, and nothing that cannot be seen', () => {
    const pasted = edit(emptyEditor(), { kind: 'insert', text: 'a\r\nb\rc\u001b[31m\u0007\u202e\td' });
    expect(editorText(pasted)).toBe('a\nb\nc d');
  });

  it('cuts words, joins cuts that follow one another, and puts them back', () => {
    const cut = after(typed('one two three'), 'kill-word-back', 'kill-word-back');
    expect(show(cut)).toBe('one |');
    expect(show(after(cut, 'yank', 'yank'))).toBe('one two threetwo three|');
    expect(after(cut, 'home', 'kill-to-end').kills).toEqual(['one ', 'two three']);
    expect(after(at('a b|c d'), 'kill-word-back', 'kill-to-end').kills).toEqual(['bc d']);
    expect(show(after(typed('gone'), 'clear', 'yank'))).toBe('gone|');
    expect(after(typed('x'), 'clear', 'kill-to-end', 'kill-to-start').kills).toEqual(['x']);
  });

  it('puts back what was cut before that, one after the other and round again, and only just after the last', () => {
    const cut = after(typed('x', after(typed('one'), 'clear')), 'clear');
    const other = after(typed('> ', cut), 'yank');
    expect(show(other)).toBe('> x|');
    expect(show(after(other, 'yank-pop'))).toBe('> one|');
    expect(show(after(other, 'yank-pop', 'yank-pop'))).toBe('> x|');
    expect(show(after(other, 'left', 'yank-pop'))).toBe('> |x');
    expect(show(after(typed('!', other), 'yank-pop'))).toBe('> x!|');
    expect(show(after(emptyEditor(), 'yank', 'yank-pop'))).toBe('|');
  });

  it('does again what was undone, until something else is done', () => {
    const undone = after(typed('one two'), 'undo', 'undo');
    expect(show(undone)).toBe('|');
    expect(show(after(undone, 'redo'))).toBe('one|');
    expect(show(after(undone, 'redo', 'redo', 'redo'))).toBe('one two|');
    expect(show(after(undone, 'redo', 'undo', 'redo'))).toBe('one|');
    expect(show(after(typed('x', undone), 'redo'))).toBe('x|');
  });

  it('undoes word by word, and what else was done step by step', () => {
    let editor = after(typed('one two'), 'kill-to-start', 'yank', 'transpose');
    const seen: string[] = [];
    while (editor.undo.length > 0) seen.push(show((editor = after(editor, 'undo'))));
    expect(seen).toEqual(['one two|', '|', 'one two|', 'one|', '|']);
    expect(show(after(editor, 'undo'))).toBe('|');
    expect(show(after(setText(typed('mine'), 'theirs'), 'undo'))).toBe('mine|');
  });

  it('bounds the line without cutting a character', () => {
    const editor = edit(emptyEditor(), { kind: 'insert', text: `x${'😀'.repeat(EDITOR_TEXT_MAX)}` });
    expect(editorText(editor)).toBe(`x${'😀'.repeat(EDITOR_TEXT_MAX / 2 - 1)}`);
    expect(editorText(typed('yz', editor)).length).toBeLessThanOrEqual(EDITOR_TEXT_MAX);
  });
});

describe('History', () => {
  const said = (...lines: readonly string[]) =>
    lines.reduce((editor, line) => submit(typed(line, editor)).editor, emptyEditor());

  it('gives back what was submitted, the last first, and the unfinished line', () => {
    let editor = typed('unfinished', said('one', 'two'));
    editor = after(editor, 'history-back');
    expect(show(editor)).toBe('two|');
    editor = after(editor, 'history-back', 'history-back');
    expect(show(editor)).toBe('one|');
    editor = after(editor, 'history-forward', 'history-forward', 'history-forward');
    expect(show(editor)).toBe('unfinished|');
  });

  it('keeps a changed line until something is submitted', () => {
    let editor = typed('!', after(said('one', 'two'), 'history-back'));
    editor = after(editor, 'history-back', 'history-forward');
    expect(show(editor)).toBe('two!|');
    const { text, editor: next } = submit(editor);
    expect(text).toBe('two!');
    expect(next.history).toEqual(['one', 'two', 'two!']);
    expect(show(after(next, 'history-back', 'history-back'))).toBe('two|');
  });

  it('keeps no line twice, none that is blank, none that is secret, and not more than 500', () => {
    expect(said('one', 'two', 'one').history).toEqual(['two', 'one']);
    expect(said('one', '  ', '').history).toEqual(['one']);
    expect(submit(typed('/login secret'), false).editor.history).toEqual([]);
    const many = Array.from({ length: 600 }, (_, index) => String(index));
    expect(said(...many).history).toEqual(many.slice(100));
  });

  it('keeps what was cut after submitting', () => {
    const cut = after(typed('later'), 'clear');
    expect(show(after(submit(typed('now', cut)).editor, 'yank'))).toBe('later|');
  });
});

describe('The row shown', () => {
  it.each<readonly [string, number, string, number]>([
    ['hello|', 10, 'hello', 5],
    ['he|llo', 10, 'hello', 2],
    ['one\ntwo|', 10, 'one⏎two', 7],
    ['日本|語', 10, '日本語', 4],
    ['0123456789|', 8, '456789', 6],
    ['0123456789|', 10, '23456789', 8],
    ['|0123456789', 8, '01234567', 0],
    ['日本語日本|語', 8, '語日本語', 6],
    ['a|b', 1, 'b', 0],
    ['|', 0, '', 0],
  ])('%j in %d columns', (text, width, shown, cursorX) => {
    expect(viewEditor(at(text), width)).toEqual({ text: shown, cursorX });
  });
});

const text = fc.oneof(
  fc.constantFrom(
    'a',
    'Z',
    '_',
    ' ',
    '\n',
    '-',
    '.',
    'é',
    'e\u0301',
    '\u0301',
    '\u200d',
    '日',
    '한',
    '\u1161',
    '\u11a8',
  ),
  fc.constantFrom(
    '👩',
    '👧',
    '🏽',
    '❤️',
    '🇩',
    '🇪',
    '🇫',
    'ก',
    'ำ',
    'क',
    '्',
    'ष',
    '\u0600',
    '\ufe0f',
    '\u20e3',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const command = fc.constantFrom<EditCommand>(
  'left',
  'right',
  'word-left',
  'word-right',
  'home',
  'end',
  'backspace',
  'delete',
  'kill-word-back',
  'kill-word-back-boundary',
  'kill-word-forward',
  'kill-to-start',
  'kill-to-end',
  'yank',
  'yank-pop',
  'transpose',
  'undo',
  'redo',
  'clear',
);
const action: fc.Arbitrary<EditAction> = fc.oneof(
  { weight: 3, arbitrary: text.map((value): EditAction => ({ kind: 'insert', text: value })) },
  { weight: 2, arbitrary: command.map((kind): EditAction => ({ kind })) },
);
const actions = fc.array(action, { maxLength: 40 });

/** The same on two plain strings: what stands before the cursor, and after it. */
interface Plain {
  readonly before: string;
  readonly after: string;
}

function split(value: string): readonly string[] {
  return [...splitGraphemes(value)];
}

/** Cut where the cursor may stand: what joins across it goes before it. */
function settled(before: string, rest: string): Plain {
  let length = 0;
  for (const cell of split(before + rest)) {
    if (length >= before.length) break;
    length += cell.length;
  }
  return { before: (before + rest).slice(0, length), after: (before + rest).slice(length) };
}

function plainEdit(plain: Plain, step: EditAction, killedText: string): Plain {
  const { before, after: rest } = plain;
  const [backwards, forwards] = [split(before), split(rest)];
  switch (step.kind) {
    case 'left':
      return settled(backwards.slice(0, -1).join(''), backwards.slice(-1).join('') + rest);
    case 'right':
      return settled(before + (forwards[0] ?? ''), forwards.slice(1).join(''));
    case 'home': {
      const start = before.lastIndexOf('\n') + 1;
      const stays = start === before.length ? '' : before.slice(0, start);
      return { before: stays, after: (before + rest).slice(stays.length) };
    }
    case 'end': {
      const end = rest.indexOf('\n');
      const more = end <= 0 ? rest : rest.slice(0, end);
      return { before: before + more, after: rest.slice(more.length) };
    }
    case 'backspace':
      return settled(backwards.slice(0, -1).join(''), rest);
    case 'delete':
      return settled(before, forwards.slice(1).join(''));
    case 'kill-to-start': {
      const start = before.lastIndexOf('\n') + 1;
      return settled(before.slice(0, start === before.length ? Math.max(0, start - 1) : start), rest);
    }
    case 'kill-to-end': {
      const end = rest.indexOf('\n');
      return settled(before, end === -1 ? '' : rest.slice(end === 0 ? 1 : end));
    }
    case 'yank':
      return settled(before + killedText, rest);
    default:
      return { before: '', after: '' };
  }
}

describe('Editing, against two plain strings', () => {
  const modelled = fc.constantFrom<EditCommand>(
    ...([
      'left',
      'right',
      'home',
      'end',
      'backspace',
      'delete',
      'kill-to-start',
      'kill-to-end',
      'yank',
    ] as const),
  );
  const step: fc.Arbitrary<EditAction> = fc.oneof(
    { weight: 3, arbitrary: text.map((value): EditAction => ({ kind: 'insert', text: value })) },
    { weight: 3, arbitrary: modelled.map((kind): EditAction => ({ kind })) },
  );

  it('does the same', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let editor = emptyEditor();
        let plain: Plain = { before: '', after: '' };
        for (const each of steps) {
          const killed = editor.kills[0] ?? '';
          // What is left of it without what cannot be seen.
          const inserted = each.kind === 'insert' ? editorText(setText(emptyEditor(), each.text)) : '';
          plain =
            each.kind === 'insert'
              ? settled(plain.before + inserted, plain.after)
              : plainEdit(plain, each, killed);
          editor = edit(editor, each);
          expect(show(editor)).toBe(`${plain.before}|${plain.after}`);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('always holds whole clusters, with the cursor between two of them', () => {
    fc.assert(
      fc.property(actions, (steps) => {
        let editor = emptyEditor();
        for (const each of steps) {
          editor = edit(editor, each);
          expect(editor.cells).toEqual(split(editorText(editor)));
          expect(editor.cursor).toBeGreaterThanOrEqual(0);
          expect(editor.cursor).toBeLessThanOrEqual(editor.cells.length);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('can undo everything', () => {
    fc.assert(
      fc.property(actions, (steps) => {
        let editor = steps.reduce(edit, emptyEditor());
        while (editor.undo.length > 0) editor = after(editor, 'undo');
        expect(editor.cells).toEqual([]);
      }),
    );
  });

  it('loses nothing that was cut', () => {
    fc.assert(
      fc.property(actions, command, (steps, kind) => {
        const before = edit(steps.reduce(edit, emptyEditor()), { kind: 'left' });
        const next = edit(before, { kind });
        if (!/^kill|^clear/.test(kind) || next === before) return;
        expect(editorText(next).length + (next.kills[0] ?? '').length).toBe(editorText(before).length);
      }),
    );
  });

  it('shows the cursor within the width', () => {
    fc.assert(
      fc.property(actions, fc.integer({ min: 2, max: 20 }), (steps, width) => {
        const editor = steps.reduce(edit, emptyEditor());
        const shown = viewEditor(editor, width);
        expect(textWidth(shown.text)).toBeLessThanOrEqual(width);
        expect(shown.cursorX).toBeGreaterThanOrEqual(0);
        expect(shown.cursorX).toBeLessThan(width);
        expect(shown.text).not.toMatch(/\p{Cc}/u);
        const all = viewEditor(editor, 10_000);
        expect(all.text).toContain(shown.text);
        if (all.cursorX < width - 2) expect(shown.cursorX).toBe(all.cursorX);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('The rows of a text of several lines', () => {
  const rowsOf = (text: string, width: number): readonly string[] => {
    const { cells } = setText(emptyEditor(), text);
    return editorRows(cells, width).map(({ start, end }) => cells.slice(start, end).join(''));
  };

  it.each<readonly [string, number, readonly string[]]>([
    ['', 10, ['']],
    ['one\n\n two', 10, ['one', '', ' two']],
    ['one two three', 9, ['one two ', 'three']],
    ['one two', 8, ['one two']],
    ['one two ', 8, ['one two ', '']],
    ['abcdefghij', 5, ['abcd', 'efgh', 'ij']],
    ['日本語', 4, ['日', '本', '語']],
    ['日本語', 1, ['日', '本', '語']],
  ])('%j in %d columns', (text, width, rows) => {
    expect(rowsOf(text, width)).toEqual(rows);
  });

  it('are gone through by the cursor, in its column as far as they go', () => {
    const up = (text: string) => {
      const next = moveRow(at(text), 10, -1);
      return next === null ? null : show(next);
    };
    expect(up('one\ntw|o')).toBe('on|e\ntwo');
    expect(up('o\nthr|ee')).toBe('o|\nthree');
    expect(up('one| two')).toBeNull();
    expect(up('the first and sec|ond')).toBe('the first and| second');
    const down = moveRow(at('ab|c\n日本'), 10, 1);
    expect(down === null ? null : show(down)).toBe('abc\n日|本');
    expect(moveRow(at('abc\nd|e'), 10, 1)).toBeNull();
  });

  it('lose no cell, fit their width, and the cursor is seen and moves one row at a time', () => {
    fc.assert(
      fc.property(actions, fc.integer({ min: 3, max: 20 }), (steps, width) => {
        const editor = steps.reduce(edit, emptyEditor());
        const rows = editorRows(editor.cells, width);
        let next = 0;
        for (const [index, { start, end }] of rows.entries()) {
          expect(start).toBe(next);
          // One character may be wider than all of a narrow row.
          if (end - start > 1) expect(columnsOf(editor.cells, start, end)).toBeLessThanOrEqual(width);
          // A row that is full has the cursor before a line break on a row of its own.
          const isWrapped = rows[index + 1]?.start === end;
          next = editor.cells[end] === '\n' && !isWrapped ? end + 1 : end;
        }
        expect(rows.at(-1)?.end).toBe(editor.cells.length);
        const from = cursorRow(rows, editor.cursor);
        for (const direction of [-1, 1] as const) {
          const moved = moveRow(editor, width, direction);
          if (moved === null) expect(rows[from + direction]).toBeUndefined();
          else expect(cursorRow(rows, moved.cursor)).toBe(from + direction);
        }
      }),
    );
  });
});

describe('Keys of the input line', () => {
  const press = (input: string) => {
    const decoder = new InputDecoder();
    const [event] = [...decoder.push(input), ...decoder.flush()];
    return event?.kind === 'key' ? event : null;
  };

  it.each([
    ['\u0001', 'C-a', 'home'],
    ['\u0017', 'C-w', 'kill-word-back'],
    ['\u001b\u007f', 'M-backspace', 'kill-word-back-boundary'],
    ['\u001b[1;5D', 'C-left', 'word-left'],
    ['\u001bB', 'M-S-b', 'word-left'],
    ['\u001f', 'C-_', 'undo'],
    ['\u001b[A', 'up', 'history-back'],
    ['\u0008', 'C-h', 'backspace'],
  ])('%j is %s: %s', (input, id, kind) => {
    const event = press(input);
    expect(event && keyId(event)).toBe(id);
    expect(event && editActionFor(event)).toEqual({ kind });
  });

  it.each(['\r', '\t', '\u001b', '\u0007', '\u001bz', '\u001b[15~'])('leaves %j alone', (input) => {
    const event = press(input);
    expect(event).not.toBeNull();
    expect(event && editActionFor(event)).toBeNull();
  });

  it('has no key twice', () => {
    expect(new Set(EDITOR_KEYS.map(({ key }) => key)).size).toBe(EDITOR_KEYS.length);
  });
});
