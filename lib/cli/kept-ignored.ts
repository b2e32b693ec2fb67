/** Whom one does not want to hear: kept for each server, readable by this user only. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { KEPT_BYTES_MAX } from '../base/limits.js';
import { IGNORED_MAX } from '../client/ignoring.js';
import { setIgnored, type Session } from '../client/session.js';
import { keptFile, writeWhole } from './kept-lines.js';

export class KeptIgnored {
  private written = '';

  /** `server` is what tells servers apart, as `host:port`. */
  constructor(
    private readonly session: Session,
    private readonly server: string,
  ) {}

  /** Who is kept is not heard from now on. */
  read(): void {
    for (const name of readNames(this.file())) setIgnored(this.session, name, true);
    this.written = this.names().join(' ');
  }

  private file(): string {
    return keptFile(this.server, '', 'ignored');
  }

  private names(): readonly string[] {
    return [...this.session.ignored].sort();
  }

  /** To be called when something was typed. A machine where nothing can be written is no reason not to chat. */
  look(): void {
    const names = this.names();
    const wanted = names.join(' ');
    if (wanted === this.written) return;
    this.written = wanted;
    try {
      if (names.length === 0) rmSync(this.file(), { force: true });
      else writeWhole(this.file(), { server: this.server, names });
    } catch {
      return;
    }
  }
}

/** None where there is no file, or one that is not ours. */
function readNames(file: string): readonly string[] {
  try {
    if (statSync(file).size > KEPT_BYTES_MAX) return [];
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const names = (found as { readonly names?: unknown } | null)?.names;
    return Array.isArray(names) ? names.filter(isName).slice(0, IGNORED_MAX) : [];
  } catch {
    return [];
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s,\0]{1,64}$/.test(value);
}
