/** Refusals in IRC's words: one numeric each, with a sentence a person can act on (Modern IRC, "Numerics"). */
import { unreachable } from '../../base/result.js';
import { KEY_LENGTH_MAX, NAME_LENGTH_MAX, REAL_NAME_BYTES_MAX, ROOM_LENGTH_MAX } from '../../base/limits.js';
import type { BadModeParam, CannotSpeak, NameRefused, Refusal } from '../../core/refusal.js';
import { failLine, middle, numeric, serverLine, type Answering } from './answer.js';
import { POST_COMMAND } from './encode.js';
import { metadataFailure } from './metadata.js';
import { accountRefusal } from './account-replies.js';
import { notReadable } from './history-failures.js';
import { noMarker } from './read-marker.js';

export function refusalLines(to: Answering, refusal: Refusal): readonly string[] {
  switch (refusal.why) {
    case 'name-refused':
      return nameRefused(to, refusal);
    case 'bad-room-name': {
      const text = `A room's name is # and up to ${ROOM_LENGTH_MAX - 1} letters, digits or signs`;
      return [numeric(to, 'ERR_BADCHANMASK', [middle(to, refusal.room)], text)];
    }
    case 'no-such-room':
      return [numeric(to, 'ERR_NOSUCHCHANNEL', [middle(to, refusal.room)], 'No such channel')];
    case 'no-such-person':
      return [numeric(to, 'ERR_NOSUCHNICK', [middle(to, refusal.name)], 'No such nick/channel')];
    case 'not-in-room':
      return [numeric(to, 'ERR_NOTONCHANNEL', [middle(to, refusal.room)], "You're not on that channel")];
    case 'they-are-not-in-room': {
      const params = [middle(to, refusal.name), refusal.room];
      return [numeric(to, 'ERR_USERNOTINCHANNEL', params, "They aren't on that channel")];
    }
    case 'already-in-room':
      return [numeric(to, 'ERR_USERONCHANNEL', [refusal.name, refusal.room], 'is already on channel')];
    case 'too-many-rooms':
      return [numeric(to, 'ERR_TOOMANYCHANNELS', [refusal.room], 'You have joined too many channels')];
    case 'server-full-of-rooms':
      return [
        numeric(
          to,
          'ERR_UNAVAILRESOURCE',
          [refusal.room],
          'No more rooms can be made here: join one of LIST',
        ),
      ];
    case 'name-held': {
      const text = 'Cannot change nickname while banned or muted in that channel';
      return [numeric(to, 'ERR_UNAVAILRESOURCE', [refusal.room], text)];
    }
    case 'room-renamed': {
      const context = ['JOIN', 'CHANNEL_RENAMED', middle(to, refusal.room), refusal.to];
      return [serverLine(to, 'FAIL', context, 'The channel has another name now')];
    }
    case 'room-full':
      return [numeric(to, 'ERR_CHANNELISFULL', [refusal.room], 'Cannot join channel (+l)')];
    case 'invite-only':
      return [numeric(to, 'ERR_INVITEONLYCHAN', [refusal.room], 'Cannot join channel (+i)')];
    case 'banned-from-room':
      return [numeric(to, 'ERR_BANNEDFROMCHAN', [refusal.room], 'Cannot join channel (+b)')];
    case 'wrong-key':
      return [numeric(to, 'ERR_BADCHANNELKEY', [refusal.room], 'Cannot join channel (+k)')];
    case 'not-operator':
      return [numeric(to, 'ERR_CHANOPRIVSNEEDED', [refusal.room], operatorNeeded(refusal))];
    case 'cannot-speak': {
      const text = `Cannot send to channel: ${CANNOT_SPEAK[refusal.because]}`;
      return [numeric(to, 'ERR_CANNOTSENDTOCHAN', [refusal.room], text)];
    }
    case 'wrong-operator':
      return [numeric(to, 'ERR_PASSWDMISMATCH', [], 'Password incorrect')];
    case 'no-operators':
      return [numeric(to, 'ERR_NOOPERHOST', [], 'The host has named no operators')];
    case 'not-server-operator':
      return [numeric(to, 'ERR_NOPRIVILEGES', [], "Permission Denied- You're not an IRC operator")];
    case 'muted':
      return [numeric(to, 'ERR_CANNOTSENDTOUSER', [middle(to, refusal.name)], 'The host has muted you')];
    case 'too-many-signs': {
      const text = 'Too many reactions in so short a time: that one was not sent';
      return failLine(to, 'TAGMSG', 'RATE_LIMITED', [middle(to, refusal.target)], text);
    }
    case 'no-text':
      return [numeric(to, 'ERR_NOTEXTTOSEND', [], 'No text to send')];
    case 'no-target':
      return [numeric(to, 'ERR_NORECIPIENT', [], `No recipient given (${POST_COMMAND[refusal.as]})`)];
    case 'text-too-long':
      return [numeric(to, 'ERR_INPUTTOOLONG', [], 'That message was too long to pass on: send it in parts')];
    case 'list-full':
      return [numeric(to, 'ERR_BANLISTFULL', [refusal.room, refusal.mode], 'Channel list is full')];
    case 'unknown-mode':
      return [numeric(to, 'ERR_UNKNOWNMODE', [middle(to, refusal.mode)], 'is unknown mode char to me')];
    case 'unknown-user-mode':
      return [numeric(to, 'ERR_UMODEUNKNOWNFLAG', [], 'Unknown MODE flag')];
    case 'not-your-modes':
      return [numeric(to, 'ERR_USERSDONTMATCH', [], 'Cannot change mode for other users')];
    case 'cannot-rename':
    case 'room-name-in-use':
      return [renameFailed(to, refusal)];
    case 'not-redactable':
      return [redactFailed(to, refusal)];
    case 'metadata':
      return [metadataFailure(to, refusal)];
    case 'bad-real-name':
      return [realNameFailed(to, refusal)];
    case 'is-the-server':
      return [numeric(to, 'ERR_CANTKILLSERVER', [], 'You cannot kill a server')];
    case 'bad-mode-param': {
      const params = [refusal.room, refusal.mode, middle(to, refusal.param)];
      return [numeric(to, 'ERR_INVALIDMODEPARAM', params, BAD_MODE_PARAM[refusal.problem])];
    }
    case 'logged-in-already':
    case 'bad-account-name':
    case 'not-let-in':
    case 'not-logged-in':
    case 'not-your-name':
    case 'account-exists':
    case 'too-busy':
    case 'no-device':
    case 'no-such-device':
    case 'last-proof':
    case 'bad-code':
    case 'too-many-codes':
    case 'too-many-devices':
      return accountRefusal(to, refusal);
    case 'not-readable':
      return [notReadable(to, refusal)];
    case 'no-read-marker':
      return [noMarker(to, refusal.target)];
    default:
      return unreachable(refusal);
  }
}

type RefusalOf<W extends Refusal['why']> = Extract<Refusal, { why: W }>;

/** IRCv3 setname, "Errors". */
function realNameFailed(to: Answering, { because }: RefusalOf<'bad-real-name'>): string {
  const isMuted = because === 'muted';
  const code = isMuted ? 'CANNOT_CHANGE_REALNAME' : 'INVALID_REALNAME';
  const text = isMuted ? 'The host has muted you' : `A real name is 1 to ${REAL_NAME_BYTES_MAX} bytes long`;
  return serverLine(to, 'FAIL', ['SETNAME', code], text);
}

function renameFailed(to: Answering, refusal: Extract<Refusal, { readonly to: string }>): string {
  const isTaken = refusal.why === 'room-name-in-use';
  const code = isTaken ? 'CHANNEL_NAME_IN_USE' : 'CANNOT_RENAME';
  const text = isTaken ? 'There is a room of that name already' : 'The room cannot be renamed so';
  return serverLine(to, 'FAIL', ['RENAME', code, refusal.room, middle(to, refusal.to)], text);
}

const REDACT_FAILURES = {
  target: ['INVALID_TARGET', 'You cannot take back messages there'],
  unknown: ['UNKNOWN_MSGID', 'There is no such message, or it is too old'],
  forbidden: ['REDACT_FORBIDDEN', 'That message is not yours to take back'],
} as const;

function redactFailed(to: Answering, { target, msgid, because }: RefusalOf<'not-redactable'>): string {
  const [code, text] = REDACT_FAILURES[because];
  const context = because === 'target' ? [middle(to, target)] : [middle(to, target), middle(to, msgid)];
  return serverLine(to, 'FAIL', ['REDACT', code, ...context], text);
}

const BAD_MODE_PARAM: Readonly<Record<BadModeParam, string>> = {
  key: `A key is 1 to ${KEY_LENGTH_MAX} letters, digits or signs, without commas`,
  limit: 'A limit is a number from 1 up',
  mask: 'A mask says whom it is about: name!user@host, with * for whatever it may be',
  extban:
    'Before a mask there may be m: for a mute, in the lists b and e, and a: for an account; nothing else has a colon there',
};

const CANNOT_SPEAK: Readonly<Record<CannotSpeak, string>> = {
  outside: 'join it first (+n)',
  moderated: 'only some may speak (+m)',
  banned: 'you are banned from it (+b)',
  silenced: 'its operators have muted you (+b m:)',
  muted: 'the host has muted you',
  'no-ctcp': 'no questions from program to program (+C)',
};

function operatorNeeded({ because }: RefusalOf<'not-operator'>): string {
  return because === undefined
    ? "You're not channel operator"
    : `Cannot change the topic: ${CANNOT_SPEAK[because]}`;
}

/** The suggestion is the last word, after "try ", and stands alone in the standard reply. */
function nameRefused(to: Answering, refusal: NameRefused): readonly string[] {
  const { suggestion } = refusal;
  const name = middle(to, refusal.name);
  const text = `${nameProblemText(refusal)}: try ${suggestion}`;
  const taken = ['taken', 'owned', 'claimed'].includes(refusal.problem);
  const code = taken ? 'NICKNAME_IN_USE' : 'ERRONEUS_NICKNAME';
  const reply = taken ? 'ERR_NICKNAMEINUSE' : 'ERR_ERRONEUSNICKNAME';
  return [...failLine(to, 'NICK', code, [name, suggestion], text), numeric(to, reply, [name], text)];
}

function nameProblemText({ problem }: NameRefused): string {
  switch (problem) {
    case 'taken':
      return 'Nickname is already in use';
    case 'owned':
    case 'claimed':
      return 'That name belongs to somebody: if it is yours, log in';
    case 'banned':
      return 'The host has banned that name';
    case 'too-long':
      return `A name has at most ${NAME_LENGTH_MAX} letters`;
    case 'reserved':
      return 'That name belongs to the chatroom itself';
    case 'empty':
    case 'illegal':
      return 'A name has only letters, digits and - _ [ ] \\ ^ { | } ` ~';
    default:
      return unreachable(problem);
  }
}
