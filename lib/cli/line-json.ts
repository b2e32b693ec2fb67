/** What is said as JSON lines for programs, with the names that `lanchat export --format jsonl` uses. */
import type { ClientEvent, Speech } from '../client/event.js';
import { jsonText } from './json-text.js';

/** One for each message, and for each taken back; what was missed while the connection was lost is not left out. */
export function eventJson(event: ClientEvent): readonly string[] {
  switch (event.kind) {
    case 'speech':
      return [speechJson(event)];
    case 'page':
      return event.why === 'missed' ? event.messages.map(speechJson) : [];
    case 'taken-back': {
      const { place, at, id, who, reason, earlier } = event;
      if (earlier) return [];
      return [jsonText({ ...common(place, at, ''), kind: 'redacted', name: who, of: id, reason })];
    }
    default:
      return [];
  }
}

function speechJson({ place, at, id, how, from, text, replyTo }: Speech): string {
  const reply = replyTo === '' ? {} : { reply: replyTo };
  return jsonText({ ...common(place, at, id), kind: how, name: from, text, ...reply });
}

function common(conversation: string, at: number, msgid: string): object {
  return { conversation, time: new Date(at).toISOString(), ...(msgid === '' ? {} : { msgid }) };
}
