/** What the fuzz tests throw: text of every kind, and lines that are nearly right. */
import fc from 'fast-check';

/** Any UTF-16 text: lone surrogates, controls, emoji, nothing at all. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
);

const VERBS =
  'AWAY CAP CHATHISTORY INVITE ISON JOIN KICK LIST LUSERS MARKREAD MODE MOTD NAMES NICK NOTICE PART PASS PING PONG PRIVMSG QUIT RESUME SEARCH TAGMSG TIME TOPIC USER USERHOST VERSION WHO WHOIS';

const WORDS = [
  'ann', 'ANN', 'bo', '#lobby', '#games', '#G', '*', '0', '', ':', '::', ',', '#a,#b', 'LS', 'REQ', 'END', '302', '-away-notify',
  '+ovbklimnst', '-o+k', '@', '@label=1', 'a!b@c', '\u2615', "\\u'2615'", "\\u'000A'", '\u0001ACTION x\u0001', '\r', '\0', '\u001b[2J',
]; // prettier-ignore

const word = fc.oneof(fc.constantFrom(...WORDS), anyText);

/** A line that a program might send, or nearly. */
export const ircish = fc
  .tuple(
    fc.constantFrom('', '', '@label=x ', '@+typing=active;a=\\s\\', ':ann!a@b '),
    fc.constantFrom(...VERBS.split(' '), 'frob'),
    fc.array(word, { maxLength: 6 }),
    fc.boolean(),
  )
  .map(([before, verb, params, trailing]) => {
    const last = trailing && params.length > 0 ? `:${params.pop() ?? ''}` : '';
    return `${before}${[verb, ...params, last].join(' ')}`;
  });

/** A line that a person might type, or nearly. */
export const plainish = fc.oneof(
  anyText,
  fc
    .tuple(
      fc.constantFrom(
        'help',
        'who',
        'msg',
        'me',
        'join',
        'part',
        'rooms',
        'topic',
        'away',
        'nick',
        'history',
        'search',
        'utf8',
        'quit',
        'x',
      ),
      fc.array(word, { maxLength: 3 }),
    )
    .map(([verb, words]) => `/${verb} ${words.join(' ')}`),
);
