/** Which control characters may be in IRC text: those that clients understand as formatting, and CTCP's mark. */
import { withoutEscapes } from '../base/safe-text.js';

const PRINTABLE_ASCII = /^[ -~]*$/;

/** CR and NUL may be in no parameter (Modern IRC, "Message Format"); the others could only obey somebody's terminal. */
const FORBIDDEN = /[\0\u0005-\u0008\u000a-\u000e\u0010\u0012-\u0015\u0017-\u001c\u007f-\u009f]/g;

/** Text without them and without escape sequences; a tab is a space. */
export function withoutControls(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return withoutEscapes(text).replace(/\t/g, ' ').replace(FORBIDDEN, '');
}
