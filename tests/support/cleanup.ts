/** What a test opens is closed after it, newest first, whether it passed or not. */

const owned: (() => unknown)[] = [];

export function closeAfterTest(close: () => unknown): void {
  owned.push(close);
}

/** For programs that use the test clients outside Jest: they call it themselves when they are done. */
export async function closeAll(): Promise<void> {
  for (let close = owned.pop(); close !== undefined; close = owned.pop()) await close();
}

const jest = globalThis as { readonly afterEach?: (hook: () => Promise<void>) => void };
jest.afterEach?.(closeAll);
