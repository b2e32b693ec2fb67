import { describe, expect, it } from '@jest/globals';
import { actsOf } from '../../../lib/client/commands.js';
import { disconnected } from '../../../lib/client/session.js';
import { sentence, speechLine } from '../../../lib/client/words.js';
import { inLobby, NOON } from '../../support/client-session.js';

describe('actsOf', () => {
  it.each([
    ['hello', [{ kind: 'say', target: '#lobby', how: 'message', text: 'hello' }]],
    ['//x', [{ kind: 'say', target: '#lobby', how: 'message', text: '/x' }]],
    ['/me waves', [{ kind: 'say', target: '#lobby', how: 'action', text: 'waves' }]],
    ['/msg bo psst you', [{ kind: 'say', target: 'bo', how: 'message', text: 'psst you' }]],
    ['/msg bo', [{ kind: 'open', place: 'bo' }]],
    ['/join ops', [{ kind: 'send', line: 'JOIN #ops' }]],
    ['/join #lobby', [{ kind: 'open', place: '#lobby' }]],
    ['/part', [{ kind: 'send', line: 'PART #lobby' }]],
    ['/topic', [{ kind: 'send', line: 'TOPIC #lobby' }]],
    ['/topic caf\u00e9', [{ kind: 'send', line: "TOPIC #lobby caf\\u'00E9'" }]],
    ['/away', [{ kind: 'send', line: 'AWAY' }]],
    ['/away gone home', [{ kind: 'send', line: 'AWAY :gone home' }]],
    ['/nick anna', [{ kind: 'send', line: 'NICK anna' }]],
    ['/kick bo too loud', [{ kind: 'send', line: 'KICK #lobby bo :too loud' }]],
    ['/invite dee', [{ kind: 'send', line: 'INVITE dee #lobby' }]],
    ['/rooms', [{ kind: 'send', line: 'LIST' }]],
    ['/who', [{ kind: 'tell', text: '3 people are in #lobby: @cy, ann, bo' }]],
    ['/msg', [{ kind: 'tell', text: 'Type it like this: /msg NAME [TEXT]' }]],
    ['/quit bye all', [{ kind: 'quit', why: 'bye all' }]],
    ['/history', [{ kind: 'history', count: 50 }]],
    ['/history 7', [{ kind: 'history', count: 7 }]],
    [
      '/history all',
      [{ kind: 'tell', text: 'all is no number of messages. Type it like this: /history 50' }],
    ],
    ['   ', []],
  ])('reads %j', (typed, acts) => {
    expect(actsOf(inLobby(), '#lobby', typed)).toEqual(acts);
  });

  it('says what cannot be done without a connection, and keeps messages for later', () => {
    const session = inLobby();
    disconnected(session);
    expect(actsOf(session, '#lobby', '/topic x')).toMatchObject([{ kind: 'tell' }]);
    expect(actsOf(session, '#lobby', 'hi')).toMatchObject([{ kind: 'say' }]);
  });

  it('never lets a line break into a command', () => {
    expect(actsOf(inLobby(), '#lobby', '/topic one\r\nQUIT')).toEqual([
      { kind: 'send', line: 'TOPIC #lobby :one QUIT' },
    ]);
  });
});

describe('the words', () => {
  it('are those of the plain dialect', () => {
    const common = { room: '#lobby', at: NOON } as const;
    expect(sentence({ kind: 'joined', who: 'bo', ...common })).toBe('bo has joined the chat. Say hi!');
    expect(sentence({ kind: 'left', who: 'bo', own: false, reason: '', ...common })).toBe(
      'bo has left the chat.',
    );
    const speech = {
      kind: 'speech',
      from: 'bo',
      own: false,
      at: NOON,
      id: '',
      replyTo: '',
      earlier: false,
      place: 'x',
    } as const;
    expect(speechLine({ ...speech, how: 'message', text: 'hi' }, true)).toBe('bo: hi');
    expect(speechLine({ ...speech, how: 'message', text: 'hi' }, false)).toBe('[bo -> you] hi');
    expect(speechLine({ ...speech, how: 'announcement', text: 'hi' }, true)).toBe('Server: hi');
  });
});
