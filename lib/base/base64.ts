/** Base64 of ASCII text, as SASL messages travel in it (RFC 4648 section 4); without a platform's decoder. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** With padding. The text is ASCII: of other characters only the lowest eight bits would be left. */
export function encodeBase64(ascii: string): string {
  let result = '';
  for (let at = 0; at < ascii.length; at += 3) {
    const left = ascii.length - at;
    const bits = (byteAt(ascii, at) << 16) | (byteAt(ascii, at + 1) << 8) | byteAt(ascii, at + 2);
    result += letter(bits >> 18) + letter(bits >> 12);
    result += left > 1 ? letter(bits >> 6) : '=';
    result += left > 2 ? letter(bits) : '=';
  }
  return result;
}

/** Null for what is no base64, or not of printable ASCII: nothing else is in the messages we understand. */
export function decodeBase64(text: string): string | null {
  if (!BASE64.test(text)) return null;
  const letters = text.replace(/=+$/, '');
  let result = '';
  let bits = 0;
  let count = 0;
  for (const char of letters) {
    bits = ((bits << 6) | LETTERS.indexOf(char)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    result += String.fromCharCode((bits >> count) & 0xff);
  }
  return /^[ -~]*$/.test(result) ? result : null;
}

function byteAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) & 0xff : 0;
}

function letter(bits: number): string {
  return LETTERS.charAt(bits & 63);
}
