/** Text as ASCII and back, with the escapes of BCP 137: `\u'1F600'` (RFC 5137 section 5.1; docs/protocol.md). */

/** What `decodeAscii` looks for; `encodeAscii` must never let through anything that matches by accident. */
const ESCAPE = /\\u'([0-9A-Fa-f]{4,6})'/g;

const BEYOND_ASCII = /[^\0-\x7f]/;

const ESCAPED_BACKSLASH = "\\u'005C'";

/**
 * Every character beyond ASCII becomes an escape; a backslash that would read as the start of one is escaped too,
 * so that decoding gives back exactly what went in. A lone surrogate, which is no character, becomes U+FFFD.
 */
export function encodeAscii(text: string): string {
  const escaped = text.includes("\\u'") ? text.replaceAll("\\u'", `${ESCAPED_BACKSLASH}u'`) : text;
  if (!BEYOND_ASCII.test(escaped)) return escaped;
  let result = '';
  for (const char of escaped) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) result += char;
    else result += `\\u'${hex(isSurrogate(code) ? 0xfffd : isControl(code) ? 0xfffd : code)}'`;
  }
  return result;
}

/**
 * Escapes for controls, surrogates and what is no code point at all stay the literal text they are,
 * so that decoding can never make a character that a parser or a terminal obeys.
 */
export function decodeAscii(text: string): string {
  if (!text.includes("\\u'")) return text;
  return text.replace(ESCAPE, (escape, digits: string) => {
    const code = Number.parseInt(digits, 16);
    return isHarmless(code) ? String.fromCodePoint(code) : escape;
  });
}

function isHarmless(code: number): boolean {
  return code <= 0x10ffff && !isControl(code) && !isSurrogate(code);
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
