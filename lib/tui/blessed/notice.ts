/** Notices of the desktop by escape code, which work over ssh: nothing is started, and who does not know them shows nothing. */
import type { Notice } from '../frame.js';

/** OSC 777 of rxvt is what VTE's terminals and foot know; OSC 9 of iTerm2 is what most others know. */
export function noticeBytes(
  { title, text }: Notice,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const { TERM = '', VTE_VERSION, TMUX } = env;
  const isRxvt = VTE_VERSION !== undefined || /^(rxvt|foot)/.test(TERM);
  const [head, body] = [title, text].map((part) => part.replaceAll(';', ','));
  // A text that begins with a number would be another command of ConEmu's.
  const code = isRxvt ? `\u001b]777;notify;${head};${body}\u001b\\` : `\u001b]9;${head}: ${body}\u001b\\`;
  return TMUX === undefined ? code : `\u001bPtmux;${code.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
}
