/** What every line of an IRC server has to be, whatever it says: Modern IRC "Message Format", IRCv3 message-tags. */

const LINE =
  /^(?::(?<source>[^\s:!@][^\s]*) )?(?<command>[A-Z]+|\d{3})(?<middle>(?: [^:\s][^ ]*)*)(?: :.*)?$/s;
const TAG_KEY = /^\+?(?:[A-Za-z0-9.-]+\/)?[A-Za-z0-9-]+$/;
const PARAMS_MAX = 15;
const BYTES_MAX = 512;
const TAG_BYTES_MAX = 8191;

/** What is wrong with a line, without its CR LF; null: nothing. `most`: how many bytes it may have, with them. */
export function wrongWith(line: string, most = BYTES_MAX): string | null {
  const [, tags, bare = ''] = /^(?:@(\S*) )?(.*)$/s.exec(line) ?? [];
  if (/[\0\r\n]/.test(line)) return 'NUL, CR or LF inside of it';
  if (Buffer.byteLength(bare) + 2 > most) return `more than ${most} bytes`;
  if (tags !== undefined) {
    if (Buffer.byteLength(tags) + 2 > TAG_BYTES_MAX) return `more than ${TAG_BYTES_MAX} bytes of tags`;
    const keys = tags.split(';').map((tag) => tag.split('=', 1)[0] ?? '');
    if (new Set(keys).size < keys.length) return 'a tag twice';
    if (!keys.every((key) => TAG_KEY.test(key))) return 'a tag with a name that is none';
    // "Implementations MUST interpret empty tag values as equivalent to missing": they SHOULD not be sent.
    if (/=(;|$)/.test(tags)) return 'a tag with an equals sign and no value';
  }
  const found = LINE.exec(bare);
  if (found === null) return 'not the grammar of a message';
  const middle = (found.groups?.['middle'] ?? '').split(' ').length - 1;
  if (middle + (bare.includes(' :') ? 1 : 0) > PARAMS_MAX) return `more than ${PARAMS_MAX} parameters`;
  const isNumeric = /^\d/.test(found.groups?.['command'] ?? '');
  if (isNumeric && found.groups?.['source']?.includes('!') !== false) return 'a numeric not from a server';
  return isNumeric && middle === 0 ? 'a numeric to nobody' : null;
}
