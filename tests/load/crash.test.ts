/** The crash test in short: the server killed three times under twenty people who talk, and their connections cut. */
import { expect, test } from '@jest/globals';
import { crashTest } from '../soak/crash.js';

/** Milliseconds: three kills take some ten seconds, a half-open connection up to 40 more to be noticed on both sides. */
const TEST_MS = 180_000;

test(
  'what was acknowledged is kept and on every screen once, in one order, through kills and cut connections',
  async () => {
    const report: string[] = [];
    const result = await crashTest({
      kills: 3,
      clients: 20,
      every: 1500,
      seed: 1,
      report: (line) => void report.push(line),
    });
    expect({ report, faults: result.faults }).toEqual({ report, faults: [] });
    expect(report).toHaveLength(3);
    expect(result.inHistory).toBe(result.said);
    // Otherwise it has shown nothing.
    expect(result.said).toBeGreaterThan(100);
  },
  TEST_MS,
);
