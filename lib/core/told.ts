/** What of a conversation a person reads again later, and what only happened beside it. */
import type { Happening } from './happening.js';
import { roomConversation } from './conversation.js';
import type { Entry } from './kept.js';
import type { Room } from './world.js';

/** The text of what was said; null for everything else. */
export function saidText(happening: Happening): string | null {
  if (happening.kind === 'announced') return happening.text;
  return happening.kind === 'message' && happening.as !== 'tags' ? happening.text : null;
}

/** How somebody has reacted to a message (IRCv3 client tags react and reply), or that it is taken back. */
export interface Reaction {
  /** The id of the message. */
  readonly about: string;
  readonly value: string;
  readonly on: boolean;
}

/** Null for everything else. A message with words of its own that is a reaction too is kept as what it says. */
export function reactionOf(happening: Happening): Reaction | null {
  if (happening.kind !== 'message' || happening.as !== 'tags') return null;
  const tag = (name: string): string =>
    happening.tags.get(`+draft/${name}`) ?? happening.tags.get(`+${name}`) ?? '';
  const about = tag('reply');
  const [react, unreact] = [tag('react'), tag('unreact')];
  if (about === '' || (react === '') === (unreact === '')) return null;
  return { about, value: react === '' ? unreact : react, on: react !== '' };
}

/** "is typing" is over before anybody could read it again (IRCv3 client tag typing). */
function isPassing(happening: Happening): boolean {
  if (happening.kind !== 'message' || happening.as !== 'tags') return false;
  return Array.from(happening.tags.keys()).every((key) => key === '+typing' || key === '+draft/typing');
}

/** Nobody asks later who was away when. */
const FOR_THE_MOMENT: ReadonlySet<Happening['kind']> = new Set([
  'account',
  'away',
  'invited',
  'killed',
  'real-name',
  'redacted',
  'wallops',
]);

/** What of a happening belongs into the history of the rooms that are told of it. */
export function entriesOf(rooms: readonly Room[], happening: Happening): readonly Entry[] {
  if (FOR_THE_MOMENT.has(happening.kind) || isPassing(happening)) return [];
  // A room in which nothing was said leaves nothing behind.
  return rooms
    .filter((room) => room.isUsed || saidText(happening) !== null)
    .map(({ name }) => ({ conversation: roomConversation(name), happening }));
}
