/** Messages of several lines as they come in: a batch of PRIVMSG or NOTICE that is one message (IRCv3 draft/multiline). */
import { sameName } from '../../base/casefold.js';
import { MULTILINE_BYTES_MAX, MULTILINE_LINES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import type { ClientTags } from '../../core/happening.js';
import { CAP_MULTILINE, TAG_CONCAT } from '../../protocol/caps.js';
import type { Tags } from '../../protocol/line.js';
import type { Action } from '../dialect.js';
import { middle, serverLine } from './answer.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering, type Multiline } from './visitor.js';

type TagReader = (asked: Asked) => { readonly tags: ClientTags; readonly once: Multiline['once'] };

/** `readTags`: what the tags of the first line say of the message. */
export function batchRow(readTags: TagReader): Row {
  return {
    min: 1,
    needs: CAP_MULTILINE,
    run(asked) {
      const [what = '', type = '', target = ''] = asked.params;
      const reference = what.slice(1);
      if (what.startsWith('-')) return closeBatch(asked, reference);
      const isOne = what.startsWith('+') && type === CAP_MULTILINE && /^[A-Za-z0-9-]{1,64}$/.test(reference);
      const { visitor } = asked;
      const { multiline: open } = visitor;
      const isBusy = open?.failed === false;
      const isRefused = !isOne || target === '' || isBusy;
      // What comes under a name that was refused is passed over until it ends.
      if (isBusy) open.failed = true;
      else
        visitor.multiline = {
          ...{ reference, target, ...readTags(asked), label: null, as: null },
          ...{ text: '', joints: [], lines: 0, failed: isRefused },
        };
      return isRefused ? [failed(asked, 'MULTILINE_INVALID', [], 'That is no batch of a message')] : [];
    },
  };
}

/** Null where the line is not part of an open batch. */
export function lineOfBatch(asked: Asked, as: 'message' | 'notice'): readonly Action[] | null {
  const { visitor, params, tags } = asked;
  const open = visitor.multiline;
  const reference = tags.get('batch');
  if (reference === undefined || !visitor.caps.has(CAP_MULTILINE)) return null;
  // Nothing is said that was meant as a part of something else.
  if (open?.reference !== reference) return [failed(asked, 'MULTILINE_INVALID', [], 'No such batch is open')];
  if (open.failed) return [];
  const [target = '', text = ''] = params;
  if (!sameName(target, open.target)) {
    const to = answering(visitor, asked.me);
    const context = [middle(to, open.target), middle(to, target)];
    return fail(asked, open, 'MULTILINE_INVALID_TARGET', context, 'All lines of a message have one target');
  }
  if (open.as !== null && open.as !== as)
    return fail(asked, open, 'MULTILINE_INVALID', [], 'All lines of a message are of one kind');
  if (open.lines === MULTILINE_LINES_MAX) {
    const most = String(MULTILINE_LINES_MAX);
    return fail(asked, open, 'MULTILINE_MAX_LINES', [most], `A message has ${most} lines at most`);
  }
  if (tags.has(TAG_CONCAT) && text === '')
    return fail(asked, open, 'MULTILINE_INVALID', [], 'A line that goes on has something in it');
  const isContinued = tags.has(TAG_CONCAT) || open.lines === 0;
  const joined = `${open.text}${isContinued ? '' : '\n'}${text}`;
  if (utf8Length(joined) > MULTILINE_BYTES_MAX) {
    const most = String(MULTILINE_BYTES_MAX);
    return fail(asked, open, 'MULTILINE_MAX_BYTES', [most], `A message has ${most} bytes at most`);
  }
  open.as = as;
  if (tags.has(TAG_CONCAT) && open.lines > 0) open.joints = [...open.joints, open.text.length];
  open.text = joined;
  open.lines += 1;
  return [];
}

/** What may come between the lines that open and end a batch; `BATCH` says itself what is wrong about it. */
const IN_A_BATCH: ReadonlySet<string> = new Set(['BATCH', 'NOTICE', 'PRIVMSG']);

/**
 * What becomes of a command that says it is part of the open batch and cannot be ("MUST only contain one or more PRIVMSG
 * lines, or one or more NOTICE lines"); null for every other.
 */
export function strayInBatch(asked: Asked, command: string): readonly Action[] | null {
  const { multiline: open } = asked.visitor;
  if (open === null || asked.tags.get('batch') !== open.reference || IN_A_BATCH.has(command)) return null;
  if (open.failed) return [];
  return fail(
    asked,
    open,
    'MULTILINE_INVALID',
    [],
    'A message of several lines is made of PRIVMSG or NOTICE',
  );
}

function closeBatch(asked: Asked, reference: string): readonly Action[] {
  const { visitor } = asked;
  const open = visitor.multiline;
  if (open?.reference !== reference) return [failed(asked, 'MULTILINE_INVALID', [], 'No such batch is open')];
  visitor.multiline = null;
  if (open.failed) return [];
  if (open.as === null || open.text.trim() === '')
    return [failed(asked, 'MULTILINE_INVALID', [], 'A message has something in it')];
  const { target, text, joints, as, tags, once } = open;
  return [ask('post', { as, target, text, joints, tags, ...once, isLong: true })];
}

function fail(
  asked: Asked,
  open: Multiline,
  code: string,
  context: readonly string[],
  text: string,
): readonly Action[] {
  open.failed = true;
  return [failed(asked, code, context, text)];
}

function failed({ visitor, me }: Asked, code: string, context: readonly string[], text: string): Action {
  const line = serverLine(answering(visitor, me), 'FAIL', ['BATCH', code, ...context], text);
  return { kind: 'send', lines: [line] };
}

/** The batch that was open before a line, as it was then. */
export interface Around {
  readonly open: Multiline | null;
  readonly wasFailed: boolean;
}

export function around(open: Multiline | null): Around {
  return { open, wasFailed: open?.failed === true };
}

/**
 * Which label a line is answered under, with the batch that is open after it. That of a message of several lines is on the
 * line that opens it; its one answer comes after the last line, or with what is wrong about it.
 */
export function labelAround(
  { open: before, wasFailed }: Around,
  after: Multiline | null,
  tags: Tags,
  label: string | null,
): string | null {
  if (after !== null && after !== before) {
    if (after.failed) return label;
    after.label = label;
    return null;
  }
  if (before === null) return label;
  if (after === null || (before.failed && !wasFailed)) return label ?? takeLabel(before);
  return tags.get('batch') === before.reference ? null : label;
}

/** It is answered once. */
function takeLabel(open: Multiline): string | null {
  const { label } = open;
  open.label = null;
  return label;
}
