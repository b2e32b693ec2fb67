/** Why something asked for was not done. Each has a name and its facts; the wording is the dialects'. */
import type { NameProblem } from '../base/names.js';
import type { PostKind } from './happening.js';
import type { Which } from './question.js';

export interface NameRefused {
  readonly why: 'name-refused';
  readonly name: string;
  /** `owned`: by somebody with a password; `claimed`: by a device alone. */
  readonly problem: NameProblem | 'taken' | 'banned' | 'owned' | 'claimed';
  /** A name that is legal and free. */
  readonly suggestion: string;
}

/** IRCv3 draft/metadata-3, "Standard Replies". */
export type MetadataRefusal =
  'INVALID_KEY' | 'INVALID_TARGET' | 'INVALID_VALUE' | 'KEY_NO_PERMISSION' | 'LIMIT_REACHED';

export type Refusal =
  | NameRefused
  | { readonly why: 'bad-room-name'; readonly room: string }
  | { readonly why: 'no-such-room'; readonly room: string }
  | { readonly why: 'no-such-person'; readonly name: string }
  | { readonly why: 'not-in-room'; readonly room: string }
  | { readonly why: 'they-are-not-in-room'; readonly name: string; readonly room: string }
  | { readonly why: 'already-in-room'; readonly name: string; readonly room: string }
  | { readonly why: 'too-many-rooms'; readonly room: string }
  | { readonly why: 'server-full-of-rooms'; readonly room: string }
  | { readonly why: 'room-full'; readonly room: string }
  /** It has another name now. */
  | { readonly why: 'room-renamed'; readonly room: string; readonly to: string }
  | { readonly why: 'invite-only'; readonly room: string }
  | { readonly why: 'banned-from-room'; readonly room: string }
  | { readonly why: 'wrong-key'; readonly room: string }
  /** `because`: in a room where operators need not be asked, somebody who may not speak sets no topic either. */
  | { readonly why: 'not-operator'; readonly room: string; readonly because?: CannotSpeak }
  | { readonly why: 'cannot-speak'; readonly room: string; readonly because: CannotSpeak }
  | { readonly why: 'logged-in-already'; readonly command: string; readonly name: string }
  | { readonly why: 'not-logged-in'; readonly command: string }
  | { readonly why: 'not-your-name'; readonly name: string }
  | { readonly why: 'account-exists' | 'bad-account-name'; readonly name: string }
  | { readonly why: 'too-busy'; readonly command: string; readonly name: string }
  /** A newcomer who may not come in gets no account. */
  | { readonly why: 'not-let-in'; readonly name: string }
  | { readonly why: 'no-device' }
  | { readonly why: 'no-such-device'; readonly fingerprint: string }
  | { readonly why: 'last-proof'; readonly name: string }
  | { readonly why: 'bad-code'; readonly name: string }
  | { readonly why: 'too-many-codes' }
  | { readonly why: 'too-many-devices'; readonly name: string }
  | { readonly why: 'wrong-operator' }
  | { readonly why: 'no-operators' }
  | { readonly why: 'not-server-operator' }
  /** In a room that keeps them silent nobody takes a name that its list does not mean. */
  | { readonly why: 'name-held'; readonly room: string }
  /** By the host; `name` is whom it was for. */
  | { readonly why: 'muted'; readonly name: string }
  /** More reactions than anybody needs in so short a time. */
  | { readonly why: 'too-many-signs'; readonly target: string }
  | { readonly why: 'no-text' }
  | { readonly why: 'no-target'; readonly as: PostKind }
  | { readonly why: 'text-too-long' }
  | { readonly why: 'list-full'; readonly room: string; readonly mask: string; readonly mode: string }
  | { readonly why: 'unknown-mode'; readonly mode: string }
  | { readonly why: 'unknown-user-mode' }
  | { readonly why: 'not-your-modes' }
  | { readonly why: 'bad-real-name'; readonly because: 'size' | 'muted' }
  | { readonly why: 'is-the-server' }
  | {
      readonly why: 'metadata';
      readonly code: MetadataRefusal;
      readonly context: readonly string[];
      /** The rest of what was asked is done all the same. */
      readonly isWarning?: true;
    }
  | { readonly why: 'cannot-rename' | 'room-name-in-use'; readonly room: string; readonly to: string }
  | {
      readonly why: 'not-redactable';
      readonly target: string;
      readonly msgid: string;
      readonly because: 'target' | 'unknown' | 'forbidden';
    }
  /** The parameter of a mode is nothing that it could be set to. */
  | {
      readonly why: 'bad-mode-param';
      readonly room: string;
      readonly mode: string;
      readonly param: string;
      readonly problem: BadModeParam;
    }
  /** `asked` is what was asked of the past: which page of it, or a search. */
  | {
      readonly why: 'not-readable';
      readonly asked: Which['kind'] | 'search' | 'targets';
      readonly target: string;
      readonly because: NotReadable;
    }
  | { readonly why: 'no-read-marker'; readonly target: string };

/** The asker is not of that conversation, or the host shows nothing of the past. */
export type NotReadable = 'outside' | 'off';

export type BadModeParam = 'key' | 'limit' | 'mask' | 'extban';

export type CannotSpeak = 'outside' | 'moderated' | 'banned' | 'silenced' | 'muted' | 'no-ctcp';

/** Why a proof does not let somebody in. */
export type LoginRefused =
  | {
      readonly why: 'name-in-use';
      readonly name: string;
      readonly suggestion: string;
      readonly lapses: number | null;
    }
  | { readonly why: 'suspended'; readonly name: string }
  | { readonly why: 'bad-name'; readonly name: string }
  /** A newcomer who may not come in claims nothing. */
  | { readonly why: 'not-let-in' }
  | { readonly why: 'too-many-claims' }
  | { readonly why: 'too-many-accounts' };
