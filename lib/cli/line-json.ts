/** What is said as JSON lines for programs, with the names that `lanchat export --format jsonl` uses. */
import type { ClientEvent } from '../client/event.js';
import { jsonText } from './json-text.js';

/** Null for what is no message, and no message taken back. */
export function eventJson(event: ClientEvent): string | null {
  switch (event.kind) {
    case 'speech': {
      const { place, at, id, how, from, text, replyTo } = event;
      const reply = replyTo === '' ? {} : { reply: replyTo };
      return jsonText({ ...common(place, at, id), kind: how, name: from, text, ...reply });
    }
    case 'taken-back': {
      const { place, at, id, who, reason } = event;
      return jsonText({ ...common(place, at, ''), kind: 'redacted', name: who, of: id, reason });
    }
    default:
      return null;
  }
}

function common(conversation: string, at: number, msgid: string): object {
  return { conversation, time: new Date(at).toISOString(), ...(msgid === '' ? {} : { msgid }) };
}
