/** What a test opens is closed after it, newest first, whether it passed or not. */
import { afterEach } from '@jest/globals';

const owned: (() => unknown)[] = [];

export function closeAfterTest(close: () => unknown): void {
  owned.push(close);
}

afterEach(async () => {
  for (let close = owned.pop(); close !== undefined; close = owned.pop()) await close();
});
