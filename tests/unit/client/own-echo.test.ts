/** An own message told by a page is not told again by its echo, however much was said in between. */
import { expect, it } from '@jest/globals';
import { emptyPast, pastOf, remember } from '../../../lib/client/past.js';
import type { Speech } from '../../../lib/client/event.js';

function speech(id: string, own: boolean): Speech {
  const common = {
    kind: 'speech',
    how: 'message',
    place: '#lobby',
    from: 'ann',
    text: 'x',
    replyTo: '',
  } as const;
  return { ...common, own, at: 1, id, earlier: false };
}

it('is known by its id after thousands of others', () => {
  const past = emptyPast();
  const one = pastOf(past, '#lobby', 0);
  expect(remember(past, one, speech('mine', true))).toBe(true);
  for (let index = 0; index < 5000; index += 1) remember(past, one, speech(`other${index}`, false));
  expect(remember(past, one, speech('mine', true))).toBe(false);
});
