/** What strangers' links, reactions and taken-back messages can make of a screen: nothing but what they say. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textWidth } from '../../lib/base/text-width.js';
import { reactionText } from '../../lib/client/reactions.js';
import { clipboardBytes } from '../../lib/tui/blessed/clipboard.js';
import { LinkTable } from '../../lib/tui/blessed/hyperlinks.js';
import { webLinksIn } from '../../lib/tui/links.js';
import { screenInLobby } from '../support/screen.js';
import { OUR_CAPS } from '../support/client-session.js';
import { anyText } from './arbitraries.js';

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

const linkish = fc
  .array(
    fc.oneof(
      fc.constantFrom('http://', 'https://lan', '/', 'a.b', ' ', '\u001b\\', '\u0007', '(', ')'),
      anyText,
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

test('a link is printable ASCII, http or https, and where it is said to be', () => {
  fc.assert(
    fc.property(linkish, (text) => {
      const table = new LinkTable(true);
      let at = 0;
      for (const { start, end, url } of webLinksIn(text)) {
        expect(url).toMatch(/^https?:\/\/[!-~]+$/i);
        expect(start).toBeGreaterThanOrEqual(at);
        expect(text.slice(start, end)).toMatch(/^https?:\/\//i);
        at = end;
        const bytes = table.bytesOf(table.numberOf(url));
        expect(bytes.slice(4, -2)).not.toMatch(CONTROL);
      }
    }),
  );
});

test('a reaction is a few columns of harmless text, or none', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const text = reactionText(raw);
      if (text === null) return;
      expect(textWidth(text)).toBeGreaterThan(0);
      expect(textWidth(text)).toBeLessThanOrEqual(16);
      expect(text).not.toMatch(CONTROL);
    }),
  );
});

test('what is copied is base64 between two fixed ends', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { bytes } = clipboardBytes(text, { TERM: 'xterm' });
      expect(bytes).toMatch(/^\u001b\]52;c;[A-Za-z0-9+/=]*\u001b\\$/);
    }),
  );
});

/** A line of somebody about other messages, and a key of the person who reads. */
const doing = fc.oneof(
  fc
    .tuple(fc.nat({ max: 9 }), fc.nat({ max: 12 }), anyText)
    .map(([id, to, text]) => ({ line: `@msgid=m${id};+draft/reply=m${to} :bo!bo@lan PRIVMSG #lobby :${text.replace(/[\r\n\0]/g, '')}` })),
  fc
    .tuple(fc.nat({ max: 12 }), fc.constantFrom('react', 'unreact'), fc.constantFrom('+1', 'lol', 'x'), fc.constantFrom('bo', 'cy', 'ann'))
    .map(([to, tag, text, who]) => ({ line: `@+draft/reply=m${to};+draft/${tag}=${text} :${who}!${who}@lan TAGMSG #lobby` })),
  fc.nat({ max: 12 }).map((id) => ({ line: `:bo!bo@lan REDACT #lobby m${id}` })),
  fc.nat({ max: 12 }).map((id) => ({ line: `@+lanchat/delivered=m${id} :bo!bo@lan TAGMSG ann` })),
  fc.constantFrom('M-s', 'up', 'down', 'pageup', 'pagedown', 'home', 'end', 'enter', 'escape', 'M-r', 'M-l', 'M-o').map((key) => ({ key })),
  fc.constantFrom('r', 'e', 'd', 'c', 'o', '1', '2', 'y', 'x').map((letter) => ({ letter })),
); // prettier-ignore

test('whatever others do and one presses, the screen is whole and says no word that was taken back', () => {
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 40 }), (doings) => {
      const screen = screenInLobby(60, 14, `${OUR_CAPS} draft/message-redaction`);
      for (const one of doings) {
        if ('line' in one) screen.receive(one.line);
        else if ('key' in one) screen.press(one.key);
        else screen.type(one.letter);
        const { rows, cursor } = screen.frame();
        expect(rows).toHaveLength(14);
        for (const row of rows) {
          expect(row.reduce((sum, span) => sum + textWidth(span.text), 0)).toBeLessThanOrEqual(60);
        }
        if (cursor !== null) expect(cursor.x).toBeLessThan(60);
      }
      screen.receive('@msgid=last :bo!bo@lan PRIVMSG #lobby :secretword', ':bo!bo@lan REDACT #lobby last');
      expect(screen.text()).not.toContain('secretword');
    }),
    { numRuns: 100 },
  );
});
