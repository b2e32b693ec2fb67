/** Lines that wait for the frame: none is lost, and none comes behind what was said after it. */
import { describe, expect, it } from '@jest/globals';
import { LaterLines } from '../../../lib/cli/later-lines.js';

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('Lines that may wait', () => {
  it('go out together after what is under way, and once', async () => {
    const sent: (readonly string[])[] = [];
    const later = new LaterLines((lines) => sent.push(lines));
    later.add('one');
    later.add('two');
    expect(sent).toEqual([]);
    await turnOfTheLoop();
    expect(sent).toEqual([['one', 'two']]);
    later.add('three');
    await turnOfTheLoop();
    expect(sent).toEqual([['one', 'two'], ['three']]);
  });

  it('go out before what is said meanwhile, all of them, and not again', async () => {
    const sent: string[] = [];
    const later = new LaterLines((lines) => sent.push(...lines));
    later.add('somebody writes');
    later.add('it has arrived');
    later.sendNow();
    sent.push('what was written');
    await turnOfTheLoop();
    expect(sent).toEqual(['somebody writes', 'it has arrived', 'what was written']);
  });
});
