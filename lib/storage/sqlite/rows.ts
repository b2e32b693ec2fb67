/** Entries as rows of the table of messages, and back. */
import type { MessageId } from '../../base/ids.js';
import { isPrivate, type Conversation } from '../../core/conversation.js';
import type { Happening, Message } from '../../core/happening.js';
import type { Entry } from '../../core/kept.js';
import { saidText } from '../../core/told.js';
import { withSmallTags } from '../lasting.js';
import type { Row, Value } from './driver.js';

/** In the order of `entryOf`. */
export const COLUMNS =
  'm.at, m.msgid, m.client_id, m.who_name, m.who_user, m.who_host, m.who_account, m.kind, m.target, m.text, m.detail';

/** What a plain message need not say: only what differs is in the detail, as JSON. */
interface MessageDetail {
  readonly as?: Message['as'];
  readonly toRoom?: boolean;
  readonly tags?: readonly (readonly [string, string])[];
  readonly text?: string;
  readonly joints?: Message['joints'];
}

/** Text that SQLite would not give back as it was: the library reads up to a NUL, and UTF-8 has no lone surrogates. */
const NOT_STORABLE = /[\0\p{Surrogate}]/u;

/** All columns behind `seq` and `conversation`, in their order. */
export function rowOf({ conversation, happening }: Entry): Value[] {
  const { at, id, who, kind } = happening;
  const said = saidText(happening) === null ? 0 : 1;
  const clientId = kind === 'message' ? happening.clientId : null;
  const person = [who.name, who.user, who.host, who.account];
  return [at, said, id, clientId, ...person, kind, ...wordsOf(conversation, happening)];
}

/** Target, text and detail. */
function wordsOf(conversation: Conversation, happening: Happening): [Value, Value, Value] {
  if (happening.kind === 'message') return messageWords(conversation, withSmallTags(happening));
  const detail = { ...happening, kind: undefined, id: undefined, at: undefined, who: undefined };
  return [null, null, JSON.stringify(detail)];
}

function messageWords(conversation: Conversation, message: Message): [Value, Value, Value] {
  const { as, target, toRoom, text, tags, joints } = message;
  const isStorable = !NOT_STORABLE.test(text);
  const detail: MessageDetail = {
    ...(as === 'message' ? {} : { as }),
    ...(toRoom === !isPrivate(conversation) ? {} : { toRoom }),
    ...(tags.size === 0 ? {} : { tags: [...tags] }),
    ...(isStorable ? {} : { text }),
    ...(joints === undefined ? {} : { joints }),
  };
  const isPlain = Object.keys(detail).length === 0;
  return [target, isStorable ? text : null, isPlain ? null : JSON.stringify(detail)];
}

export function entryOf(conversation: Conversation, row: Row): Entry {
  const [at, id, clientId, name, user, host, account, kind, target, text, json] = row as [
    number, MessageId, string | null, string, string, string, string | null, Happening['kind'], string, string, string | null,
  ]; // prettier-ignore
  const detail: unknown = json === null ? {} : JSON.parse(json);
  const common = { id, at, who: { name, user, host, account } };
  if (kind !== 'message') {
    return { conversation, happening: { ...common, kind, ...(detail as object) } as Happening };
  }
  const special = detail as MessageDetail;
  const { as = 'message', toRoom = !isPrivate(conversation), tags = [] } = special;
  const lines = special.joints === undefined ? {} : { joints: special.joints };
  const words = { as, target, toRoom, text: special.text ?? text, tags: new Map(tags), clientId, ...lines };
  return { conversation, happening: { kind, ...common, ...words } };
}
