/** What the host may ask for from the console. */
import type { Retention } from './world.js';

export type AdminCommand =
  | { readonly verb: 'say'; readonly text: string }
  | { readonly verb: 'kick'; readonly name: string; readonly reason: string }
  | {
      readonly verb: 'ban';
      readonly target: string;
      readonly minutes: number | null;
      readonly reason: string;
    }
  | { readonly verb: 'unban'; readonly target: string }
  | { readonly verb: 'bans' }
  | { readonly verb: 'mute'; readonly name: string; readonly minutes: number | null }
  | { readonly verb: 'unmute'; readonly name: string }
  | { readonly verb: 'topic'; readonly room: string; readonly text: string | null }
  | { readonly verb: 'accounts' }
  | { readonly verb: 'reset'; readonly name: string }
  | { readonly verb: 'operator'; readonly name: string; readonly on: boolean }
  | { readonly verb: 'suspend'; readonly name: string }
  | { readonly verb: 'unsuspend'; readonly name: string }
  | { readonly verb: 'rooms' }
  /** Null shows the rule; `default` is the chatroom's. */
  | { readonly verb: 'keep'; readonly room: string; readonly rule: Retention | 'default' | null }
  | { readonly verb: 'close'; readonly room: string }
  | { readonly verb: 'lock' }
  | { readonly verb: 'unlock' }
  | { readonly verb: 'motd'; readonly text: string | null };
