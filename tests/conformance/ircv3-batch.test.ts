/** Batches (IRCv3 batch): how they are opened, nested and closed, whatever is asked. */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, commandOf, only, untagged, type IrcClient } from '../support/irc-client.js';

const CAPS = [
  'batch',
  'labeled-response',
  'message-tags',
  'echo-message',
  'draft/multiline',
  'draft/chathistory',
  'draft/event-playback',
  'draft/metadata-3',
  'draft/extended-isupport',
  'soju.im/search',
];

const MULTILINE = [
  'BATCH +1 draft/multiline #lobby',
  '@batch=1 PRIVMSG #lobby :one',
  '@batch=1 PRIVMSG #lobby :two',
  'BATCH -1',
];

/** What batches come of, each labelled: nested in the answer's own batch. */
const ASKED = [
  'CHATHISTORY LATEST #lobby * 50',
  'CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2090-01-01T00:00:00.000Z 9',
  'SEARCH in=#lobby;text=one',
  'ISUPPORT',
  'METADATA * LIST',
  'METADATA * SUB url',
  'METADATA * SUBS',
  'METADATA #lobby SYNC',
  'WHOIS ann',
  'JOIN #a,#b',
];

function batchOf(line: string): string | undefined {
  return /^@(?:\S*;)?batch=([^; ]*)/.exec(line)?.[1];
}

/** What is wrong with the lines by the specification's own words; and the types of batches, as they are nested. */
function judge(lines: readonly string[]): { wrong: readonly string[]; nested: readonly string[] } {
  const open = new Map<string, { within: string | undefined; path: string }>();
  const nested: string[] = [];
  const wrong: string[] = [];
  for (const line of lines) {
    const within = batchOf(line);
    if (within !== undefined && !open.has(within)) wrong.push(`refers to no open batch: ${line}`);
    if (commandOf(line) !== 'BATCH') continue;
    const [, , tag = '', type = ''] = untagged(line).split(' ');
    const reference = tag.slice(1);
    if (!/^[+-][A-Za-z0-9-]+$/.test(tag)) wrong.push(`reference: ${line}`);
    if (tag.startsWith('+')) {
      if (open.has(reference)) wrong.push(`begun twice: ${line}`);
      const path = within === undefined ? type : `${open.get(within)?.path ?? '?'} > ${type}`;
      open.set(reference, { within, path });
      nested.push(path);
    } else {
      const opened = open.get(reference);
      if (opened === undefined) wrong.push(`ends what was not begun: ${line}`);
      else if (opened.within !== within) wrong.push(`ends in another batch than it began: ${line}`);
      open.delete(reference);
    }
  }
  for (const reference of open.keys()) wrong.push(`never ended: ${reference}`);
  return { wrong, nested };
}

async function asker(caps: readonly string[]): Promise<IrcClient> {
  const room = await Chatroom.start({ floodControl: false });
  const ann = await room.member('ann', { caps });
  await ann.roundtrip();
  return ann;
}

test('each that is started is ended, its lines are between and refer to it, and nested ones begin and end within the same', async () => {
  const ann = await asker(CAPS);
  const lines = await ask(ann, ...MULTILINE, ...ASKED.map((line, at) => `@label=${at} ${line}`));
  const { wrong, nested } = judge(lines);
  expect(wrong).toEqual([]);
  expect([...new Set(nested)]).toEqual([
    'draft/multiline',
    'labeled-response',
    'labeled-response > chathistory',
    'labeled-response > chathistory > draft/multiline',
    'labeled-response > draft/chathistory-targets',
    'labeled-response > soju.im/search',
    'labeled-response > soju.im/search > draft/multiline',
    'labeled-response > draft/isupport',
    'labeled-response > metadata',
    'labeled-response > metadata-subs',
  ]);
});

test('without a label they stand for themselves', async () => {
  const ann = await asker(CAPS);
  const { wrong, nested } = judge(await ask(ann, ...MULTILINE, ...ASKED));
  expect(wrong).toEqual([]);
  expect(nested).toContain('chathistory > draft/multiline');
  expect(nested.join()).not.toContain('labeled-response');
});

test('do not come to those who did not ask for them', async () => {
  const ann = await asker(CAPS.filter((cap) => cap !== 'batch' && cap !== 'draft/multiline'));
  const lines = await ask(ann, 'PRIVMSG #lobby :one', ...ASKED);
  expect(only(lines, 'BATCH')).toEqual([]);
  expect(lines.filter((line) => batchOf(line) !== undefined)).toEqual([]);
  expect(only(lines, 'PRIVMSG').length).toBeGreaterThan(1);
});
