/** The keys while the host chooses a person: they move, or begin a command for the one who is chosen. */
import { setText } from '../editor.js';
import type { InputEvent } from '../input-event.js';
import { keyId } from '../editor-keys.js';
import { layoutConsole } from './layout.js';
import type { ConsoleModel } from './model.js';

/** What a letter begins; the host adds a reason, or minutes, and Enter runs it. */
export const PERSON_COMMANDS: readonly { readonly key: string; readonly command: string }[] = [
  { key: 'k', command: 'kick' },
  { key: 'b', command: 'ban' },
  { key: 'm', command: 'mute' },
  { key: 'u', command: 'unmute' },
  { key: 'o', command: 'operator' },
  { key: 's', command: 'suspend' },
];

/** The first one, or whoever comes first. */
export function beginChoosing(model: ConsoleModel): void {
  model.chosen = model.people[0]?.name ?? '';
}

/** Where the chosen one stands; who left in between gives the place to the next in the alphabet. */
export function chosenIndex({ people, chosen }: ConsoleModel): number {
  if (chosen === null) return -1;
  const wanted = chosen.toLowerCase();
  const index = people.findIndex(({ name }) => name.toLowerCase() >= wanted);
  return index === -1 ? people.length - 1 : index;
}

/** True when it was a key of the choice itself; any other key ends it, and does what it always does. */
export function onChoosingInput(model: ConsoleModel, event: InputEvent): boolean {
  if (event.kind === 'wheel') return move(model, event.direction === 'up' ? -event.count : event.count);
  if (event.kind === 'text') {
    begin(model, event.text);
    return true;
  }
  if (event.kind !== 'key') return false;
  const page = Math.max(1, layoutConsole(model).rows - 2);
  switch (keyId(event)) {
    case 'up':
      return move(model, -1);
    case 'down':
      return move(model, 1);
    case 'pageup':
      return move(model, -page);
    case 'pagedown':
      return move(model, page);
    case 'home':
      return move(model, -Infinity);
    case 'end':
      return move(model, Infinity);
    case 'escape':
    case 'f2':
    case 'M-p':
    case 'C-c':
      model.chosen = null;
      return true;
    default:
      model.chosen = null;
      return false;
  }
}

function move(model: ConsoleModel, rows: number): true {
  const index = Math.min(model.people.length - 1, Math.max(0, chosenIndex(model) + rows));
  model.chosen = model.people[index]?.name ?? '';
  return true;
}

/** Who types fast gives the letter and more at once. What was typed before comes back by undo. */
function begin(model: ConsoleModel, typed: string): void {
  const { command } = PERSON_COMMANDS.find(({ key }) => key === typed.charAt(0).toLowerCase()) ?? {};
  const person = model.people[chosenIndex(model)];
  if (command === undefined || person === undefined) return;
  model.editor = setText(model.editor, `/${command} ${person.name} ${typed.slice(1)}`);
  model.completion = null;
  model.askedToQuit = false;
  model.chosen = null;
}
