/** Refusals of IRC servers in the words of this chatroom: every server has its own English for the same number. */

/** By numeric; the parameters are those of the line, the first of them our own name. */
const SENTENCES: ReadonlyMap<string, (params: readonly string[]) => string> = new Map<
  string,
  (params: readonly string[]) => string
>([
  ['401', ([, name = '']) => `There is nobody called ${name} here.`],
  ['403', ([, room = '']) => `There is no room ${room}.`],
  ['405', () => 'You are in too many rooms; leave one first.'],
  ['442', ([, room = '']) => `You are not in ${room}.`],
  ['443', ([, name = '', room = '']) => `${name} is in ${room} already.`],
  ['471', ([, room = '']) => `${room} is full.`],
  ['473', ([, room = '']) => `${room} is for invited people only.`],
  ['474', ([, room = '']) => `You are banned from ${room}.`],
  ['475', ([, room = '']) => `${room} can be entered with its key only.`],
  ['482', ([, room = '']) => `Only those who run ${room} can do that.`],
]);

/** Null for what the server says best itself. */
export function refusalSentence(numeric: string, params: readonly string[]): string | null {
  return SENTENCES.get(numeric)?.(params) ?? null;
}
