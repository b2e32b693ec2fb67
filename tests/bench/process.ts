/** What the system tells about a running process: processor time and memory, from /proc. */
import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc/PID/stat: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Fields of /proc/PID/stat behind the command's name, counted from 0: user and system time in ticks. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Seconds of processor time since it started, all threads together; null where there is no /proc. */
export function cpuSeconds(pid: number): number | null {
  const text = read(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
}

/** Kilobytes of memory in use now; null where there is no /proc. */
export function memoryKilobytes(pid: number): number | null {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '');
  return found === null ? null : Number(found[1]);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
