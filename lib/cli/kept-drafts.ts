/** The file of what was typed and not sent when one left: one for each server and name, readable by this user only. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { KEPT_BYTES_MAX } from '../base/limits.js';
import type { Draft } from '../tui/message.js';
import { keptFile, writeWhole } from './kept-lines.js';

/** None where there is no file, or one that is not ours. */
export function readDrafts(server: string, name: string): readonly Draft[] {
  try {
    const file = keptFile(server, name, 'drafts');
    if (statSync(file).size > KEPT_BYTES_MAX) return [];
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const drafts = (found as { readonly drafts?: unknown } | null)?.drafts;
    return Array.isArray(drafts) ? drafts.filter(isDraft) : [];
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is Draft {
  const { place, text } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof place === 'string' && /^[^\s,\0]{1,200}$/.test(place) && typeof text === 'string' && text !== ''
  );
}

/** False when they could not be kept. No drafts, no file. */
export function writeDrafts(server: string, name: string, drafts: readonly Draft[]): boolean {
  try {
    const file = keptFile(server, name, 'drafts');
    if (drafts.length === 0) rmSync(file, { force: true });
    else writeWhole(file, { server, name, drafts });
    return true;
  } catch {
    return drafts.length === 0;
  }
}
