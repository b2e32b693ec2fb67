/** A text file that somebody wants to send (`/file`): its text, or one sentence about why not. */
import { readFileSync, statSync } from 'node:fs';
import { EDITOR_TEXT_MAX } from '../tui/editor.js';
import { cleanPaste } from '../tui/input-decoder.js';
import { inHome } from './path-list.js';

export type TextFile =
  { readonly text: string; readonly trouble: null } | { readonly text: null; readonly trouble: string };

/** `path` as typed, with `~/` for one's own folder. Devices and pipes are not waited for. */
export function readTextFile(path: string): TextFile {
  const file = inHome(path);
  try {
    const status = statSync(file);
    if (status.isDirectory()) return trouble(`${path} is a folder.`);
    if (!status.isFile()) return trouble(`${path} is no file.`);
    // No character has more than four bytes: such a file has too many of them, and is not read to count them.
    if (status.size > 4 * EDITOR_TEXT_MAX) return trouble(tooLong(path));
    const text = cleanPaste(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
    if (text.length > EDITOR_TEXT_MAX) return trouble(tooLong(path));
    return text.trim() === '' ? trouble(`There is nothing in ${path}.`) : { text, trouble: null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return trouble(`${path} is no text (UTF-8), and lanchat sends text only. Nothing was sent.`);
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    return trouble(isMissing ? `There is no file ${path}.` : `${path} cannot be read (${code ?? 'error'}).`);
  }
}

function tooLong(path: string): string {
  return `${path} is too long: ${EDITOR_TEXT_MAX} characters at most. Nothing was sent.`;
}

function trouble(text: string): TextFile {
  return { text: null, trouble: text };
}
