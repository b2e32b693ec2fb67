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
      return `${event.own ? 'You were' : `${event.who} was`} removed from ${event.room} by ${by(event.by)}${after(event.reason)}`;
    case 'renamed':
      return event.own ? `You are now known as ${event.to}.` : `${event.from} is now known as ${event.to}.`;
    case 'topic':
      return topicSentence(event);
    case 'modes':
      return `${by(event.by)} has changed the room's modes: ${event.text}`;
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
      return closingSentence(event.code, event.text);
    case 'not-told':
      return event.text;
    case 'taken-back':
      return takenBackSentence(event);
    case 'speech':
    case 'reacted':
    case 'delivered':
    case 'page':
    case 'found':
    case 'read-until':
    case 'welcome':
    case 'entered':
    case 'typing':
    case 'people':
    case 'caught-up':
    case 'looked-again':
      return null;
  }
}

/** Not what it said, which is what was taken back. */
function takenBackSentence({ who, own, reason }: Extract<ClientEvent, { kind: 'taken-back' }>): string {
  return `${own ? 'You have' : `${by(who)} has`} taken back a message${after(reason)}`;
}

function topicSentence({ room, text, by: who }: Extract<ClientEvent, { kind: 'topic' }>): string {
  if (who === null) return text === '' ? `${room} has no topic.` : `The topic of ${room}: ${text}`;
  if (text === '') return `${by(who)} has taken away the topic of ${room}.`;
  return `${by(who)} has set the topic of ${room}: ${text}`;
}

/** What the server does by itself is the host's doing; only its name has a dot. */
function by(name: string): string {
  return name.includes('.') ? 'the host' : name;
}

function after(reason: string): string {
  return reason === '' ? '.' : `: ${reason}`;
}

/** Servers say first that it was meant; programs give their own name, or nothing worth reading, as the reason. */
function because(reason: string): string {
  const own = reason.replace(/^quit: ?/i, '');
  return /^(|client quit|leaving|left|quit|connection closed)$/i.test(own) ? '' : ` (${own})`;
}

function nameRefusedSentence(event: Extract<ClientEvent, { kind: 'name-refused' }>): string {
  const { name, text, trouble, suggestion } = event;
  const advice = suggestion === null ? '' : ` Try ${suggestion}.`;
  if (trouble === 'taken') return `The name ${name} is taken.${advice}`;
  if (trouble === 'owned') return ownedSentence(event, advice);
  if (trouble === 'password') return `${text} Type /password to try again, or another name.`;
  // The server knows its own rules best; its "try" is ours already.
  const rule = text.replace(/[:,.]? *\btry \S+$/i, '').replace(/[.\s]+$/, '');
  return `${rule === '' ? `${name} is no name here` : rule}.${advice}`;
}

/** Whose it is says the server; what to do if it is one's own depends on us. */
function ownedSentence(event: Extract<ClientEvent, { kind: 'name-refused' }>, advice: string): string {
  const { name, text, mayProve, suggestion } = event;
  const password = mayProve === true ? ' If you have its password: type /password here.' : '';
  // A server that says which name is free has said enough.
  if (text !== '')
    return `${text.replace(/[.\s]+$/, '')}.${password}${suggestion !== null && text.includes(suggestion) ? '' : advice}`;
  return `The name ${name} belongs to somebody.${password} If it is yours: type /link on the device that has it.${advice}`;
}

/** The reason alone would not say what happened. */
function closingSentence(code: string, text: string): string | null {
  if (code === 'KICKED') return `The host has removed you${after(text)}`;
  if (code === 'BANNED' && !/^you are banned/i.test(text)) return `The host has banned you${after(text)}`;
  if (text === '') return null;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One message as a line of its own, as someone with `nc` reads it. */
export function speechLine(event: Extract<ClientEvent, { kind: 'speech' }>, inRoom: boolean): string {
  switch (event.how) {
    case 'message':
    case 'notice':
      return inRoom ? `${event.from}: ${event.text}` : `[${event.from} -> you] ${event.text}`;
    case 'action':
      return inRoom ? `* ${event.from} ${event.text}` : `[${event.from} -> you] * ${event.text}`;
    case 'announcement':
      return `Server: ${event.text}`;
  }
}
