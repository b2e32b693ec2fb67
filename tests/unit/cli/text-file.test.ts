/** Files that somebody wants to send: text of a size that can be sent, and one sentence about all others. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pathsLike } from '../../../lib/cli/path-list.js';
import { readTextFile } from '../../../lib/cli/text-file.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanchat-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string | Uint8Array): string {
  const file = join(folder, 'a file.txt');
  writeFileSync(file, content);
  return file;
}

it('is read as a paste is: letters of all kinds, line ends as they are meant, and nothing that a terminal obeys', () => {
  const { text } = readTextFile(fileWith('caf\u00e9 \u{1f389}\r\n\tif x:\u001b[2J\u0007\n'));
  expect(text).toBe('caf\u00e9 \u{1f389}\n    if x:\n');
});

it.each([
  [
    'too long',
    () => fileWith('x'.repeat(65_537)),
    /is too long: 65536 characters at most\. Nothing was sent\.$/,
  ],
  ['far too long', () => fileWith('x'.repeat(300_000)), /is too long/],
  [
    'no text',
    () => fileWith(Uint8Array.of(0x89, 0x50, 0xff)),
    /is no text \(UTF-8\), and lanchat sends text only\. Nothing was sent\.$/,
  ],
  ['empty', () => fileWith('\n \n'), /^There is nothing in /],
  ['not there', () => join(folder, 'none'), /^There is no file /],
  ['a folder', () => folder, /is a folder\.$/],
  ['a device', () => '/dev/zero', /^\/dev\/zero is no file\.$/],
])('one that is %s is not read', (_, path, why) => {
  expect(readTextFile(path())).toMatchObject({ text: null, trouble: expect.stringMatching(why) });
});

it('is found by the beginning of its path; a folder ends in a slash, and what is hidden is not offered', () => {
  const inside = join(folder, 'many');
  mkdirSync(join(inside, 'notes of june'), { recursive: true });
  for (const name of ['notes.txt', 'note.md', '.hidden', 'bad\u001b[2J', 'other'])
    writeFileSync(join(inside, name), '');
  symlinkSync(folder, join(inside, 'notes-link'));
  symlinkSync('nowhere', join(inside, 'notes-lost'));
  const paths = (start: string): readonly string[] =>
    pathsLike(`${inside}/${start}`).map((path) => path.slice(inside.length + 1));
  expect(paths('note')).toEqual(['note.md', 'notes of june/', 'notes-link/', 'notes-lost', 'notes.txt']);
  expect(paths('')).toEqual(['note.md', 'notes of june/', 'notes-link/', 'notes-lost', 'notes.txt', 'other']);
  expect(paths('.')).toEqual(['.hidden']);
  expect(pathsLike(`${inside}/none/x`)).toEqual([]);
  expect(pathsLike('package.j')).toEqual(['package.json']);
});

it('in one’s own folder is found by ~/', () => {
  const { trouble } = readTextFile('~/no-such-file-of-lanchat');
  expect(trouble).toBe('There is no file ~/no-such-file-of-lanchat.');
  const own = join(homedir(), `.lanchat-test-${process.pid}`);
  writeFileSync(own, 'mine\n');
  try {
    expect(readTextFile(`~/.lanchat-test-${process.pid}`).text).toBe('mine\n');
  } finally {
    rmSync(own);
  }
});
