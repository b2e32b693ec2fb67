/** Copying by escape code (OSC 52), which works over ssh: the terminal of the person fills its own clipboard. */
import { utf8Length } from '../../base/utf8.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** UTF-8 bytes: terminals pass over what is longer, some of them already at 74,994 (xterm's limit as base64). */
const COPY_BYTES_MAX = 32_768;

export interface Copied {
  /** Bytes for the terminal; empty where it could not use them. */
  readonly bytes: string;
  /** What to tell the person: whether it arrived, nobody can know. */
  readonly word: string;
}

export function clipboardBytes(text: string, { TERM = '', TMUX, STY }: Environment): Copied {
  if (utf8Length(text) > COPY_BYTES_MAX)
    return { bytes: '', word: 'That is too long to be copied: use Alt-L.' };
  // The console of Linux prints what it does not know, and screen cuts what is long.
  if (/^(linux|dumb|vt\d+)/.test(TERM) || STY !== undefined)
    return {
      bytes: '',
      word: 'This terminal cannot be given anything to copy: use Alt-L, and select there.',
    };
  const code = `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u001b\\`;
  if (TMUX === undefined) return { bytes: code, word: 'Copied, if your terminal allows that; else Alt-L.' };
  // tmux takes it itself, or passes it on, or neither: that is its owner's to say.
  const passed = `\u001bPtmux;${code.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  return { bytes: code + passed, word: 'Copied, if tmux has "set-clipboard on"; else Alt-L.' };
}
