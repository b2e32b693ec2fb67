/** Refusals in a person's words: what was wrong and what to do next, on one line. */
import { unreachable } from '../../base/result.js';
import { NAME_LENGTH_MAX } from '../../base/limits.js';
import type { LoginFailure } from '../dialect.js';
import type { CannotSpeak, NameRefused, Refusal } from '../../core/refusal.js';

export function refusalText(refusal: Refusal): string {
  switch (refusal.why) {
    case 'name-refused':
      return nameRefusedText(refusal, `Try /nick ${refusal.suggestion}`);
    case 'bad-room-name':
      return "A room's name is # and letters or digits, such as #homework.";
    case 'no-such-room':
      return `There is no room ${refusal.room}. /rooms lists them.`;
    case 'no-such-person':
      return `Nobody here is called ${refusal.name}. /who lists who is here.`;
    case 'not-in-room':
      return `You are not in ${refusal.room}. Enter it with /join ${refusal.room}`;
    case 'they-are-not-in-room':
      return `${refusal.name} is not in ${refusal.room}.`;
    case 'already-in-room':
      return `${refusal.name} is in ${refusal.room} already.`;
    case 'too-many-rooms':
      return 'You are in too many rooms: leave one with /part first.';
    case 'server-full-of-rooms':
      return 'No more rooms can be made here. /rooms lists those there are.';
    case 'name-held':
      return `Your name stays as long as you may not speak in ${refusal.room}.`;
    case 'room-full':
      return `${refusal.room} is full. Try again later.`;
    case 'invite-only':
      return `${refusal.room} is for invited people only.`;
    case 'banned-from-room':
      return `You are banned from ${refusal.room}.`;
    case 'wrong-key':
      return `${refusal.room} needs its key: /join ${refusal.room} KEY`;
    case 'not-operator':
      return refusal.because === undefined
        ? `Only an operator of ${refusal.room} can do that.`
        : `${CANNOT_SPEAK[refusal.because]} The topic stays.`;
    case 'cannot-speak':
      return `${CANNOT_SPEAK[refusal.because]} Your line was not sent.`;
    case 'muted':
      return 'The host has muted you. Your line was not sent.';
    case 'no-text':
      return 'There was nothing to send.';
    case 'no-target':
      return 'Say to whom: /msg NAME TEXT';
    case 'text-too-long':
      return 'That line was too long and was not sent: send it in parts.';
    case 'list-full':
      return `The list of ${refusal.room} is full.`;
    case 'logged-in-already':
    case 'not-logged-in':
    case 'wrong-operator':
    case 'no-operators':
    case 'not-server-operator':
    case 'not-your-name':
    case 'account-exists':
    case 'bad-account-name':
    case 'not-let-in':
    case 'room-renamed':
    case 'too-busy':
    case 'no-device':
    case 'no-such-device':
    case 'last-proof':
    case 'bad-code':
    case 'too-many-codes':
    case 'too-many-devices':
    case 'unknown-mode':
    case 'unknown-user-mode':
    case 'not-your-modes':
    case 'bad-mode-param':
    case 'bad-real-name':
    case 'is-the-server':
    case 'too-many-signs':
    case 'metadata':
    case 'cannot-rename':
    case 'room-name-in-use':
    case 'not-redactable':
      return 'That cannot be set from here.';
    case 'not-readable':
      return refusal.because === 'off'
        ? 'What was said earlier is not shown here: the host wants it so.'
        : `You are not in ${refusal.target}. Enter it with /join ${refusal.target}`;
    // There is no command for it here.
    case 'no-read-marker':
      return `There is nothing to read from ${refusal.target}.`;
    default:
      return unreachable(refusal);
  }
}

const CANNOT_SPEAK: Readonly<Record<CannotSpeak, string>> = {
  outside: 'You are not in that room.',
  silenced: 'The operators of the room have muted you.',
  muted: 'The host has muted you.',
  'no-ctcp': 'The room takes words only.',
  moderated: 'Only some may speak in this room.',
  banned: 'You are banned from this room.',
};

function lapseText(claimDays: number | null): string {
  return claimDays === null ? '' : ` It is free after ${claimDays} days without use.`;
}

export function ownerText({ name, suggestion }: NameRefused): string {
  return `${name} belongs to somebody. If it is you, type the password; otherwise press Enter for ${suggestion}.`;
}

export function loginFailedText(why: LoginFailure, name: string, instead: string): string {
  switch (why) {
    case 'wrong':
      return `That is not the password of ${name}. Type it again, or ${instead}.`;
    case 'busy':
      return `Too many passwords are being checked just now. Type it again, or ${instead}.`;
    case 'suspended':
      return `The host has suspended ${name}: ask the host, or ${instead}.`;
  }
}

/** `instead` says what to do next. */
export function nameRefusedText(
  { name, problem }: NameRefused,
  instead: string,
  claimDays: number | null = null,
): string {
  switch (problem) {
    case 'taken':
      return `The name ${name} is taken. ${instead}`;
    case 'owned':
      return `The name ${name} belongs to somebody; if it is yours, come in with it anew. ${instead}`;
    case 'claimed':
      return `The name ${name} belongs to a device: come in with lanchat join there, or ask the host to reset it.${lapseText(claimDays)} ${instead}`;
    case 'banned':
      return `The host has banned the name ${name}. ${instead}`;
    case 'too-long':
      return `A name has at most ${NAME_LENGTH_MAX} letters. ${instead}`;
    case 'reserved':
      return `The name ${name} belongs to the chatroom itself. ${instead}`;
    case 'empty':
      return 'Type a name and press Enter.';
    case 'illegal':
      return `A name has only letters, digits and - _ without spaces. ${instead}`;
    default:
      return unreachable(problem);
  }
}
