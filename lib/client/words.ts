/** What happened, in sentences: those of the plain dialect, so that everybody reads the same. */
import type { ClientEvent } from './event.js';

/** Null for what has no sentence of its own: speech, and what only changes the picture. */
export function sentence(event: ClientEvent): string | null {
  switch (event.kind) {
    case 'joined':
      return `${event.who} has joined the chat. Say hi!`;
    case 'left':
      return event.own
        ? `You have left ${event.room}.`
        : `${event.who} has left the chat.${because(event.reason)}`;
    case 'quit':
      return `${event.who} has left the chat.${because(event.reason)}`;
    case 'kicked':
      return event.own
        ? `${event.by} has put you out of ${event.room}.${because(event.reason)}`
        : `${event.by} has put ${event.who} out of the room.${because(event.reason)}`;
    case 'renamed':
      return event.own ? `You are now called ${event.to}.` : `${event.from} is now called ${event.to}.`;
    case 'topic':
      return topicSentence(event.text, event.by);
    case 'modes':
      return `${event.by} has changed the room's modes: ${event.text}`;
    case 'invited':
      return `${event.by} invites ${event.who} to ${event.room}. Enter it with /join ${event.room}`;
    case 'undelivered':
      return `Not delivered: "${event.text}". ${event.why}`;
    case 'info':
    case 'refused':
      return event.text;
    case 'name-refused':
      return nameRefusedSentence(event);
    case 'closing':
      return event.text === '' ? null : event.text;
    case 'speech':
    case 'welcome':
    case 'entered':
    case 'people':
      return null;
  }
}

function topicSentence(text: string, by: string | null): string {
  if (by === null) return text === '' ? 'The room has no topic.' : `The topic is: ${text}`;
  return text === '' ? `${by} has taken the topic away.` : `${by} has set the topic: ${text}`;
}

/** Programs give their own name, or nothing worth reading, as the reason. */
function because(reason: string): string {
  return /^(|client quit|leaving|quit|connection closed)$/i.test(reason) ? '' : ` (${reason})`;
}

function nameRefusedSentence(event: Extract<ClientEvent, { kind: 'name-refused' }>): string {
  const text = event.text === '' ? `${event.name} is ${event.trouble}` : event.text;
  const known = event.suggestion === null || text.includes(event.suggestion);
  return known ? text : `${text.replace(/[.\s]+$/, '')}. Try ${event.suggestion}.`;
}

/** One message as a line of its own, as someone with `nc` reads it. */
export function speechLine(event: Extract<ClientEvent, { kind: 'speech' }>, inRoom: boolean): string {
  switch (event.how) {
    case 'message':
    case 'notice':
      return inRoom ? `${event.from}: ${event.text}` : `[${event.from} -> you] ${event.text}`;
    case 'action':
      return `* ${event.from} ${event.text}`;
    case 'announcement':
      return `Server: ${event.text}`;
  }
}
