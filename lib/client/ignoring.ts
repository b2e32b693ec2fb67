/** Hiding what somebody says, from oneself alone. */
import type { Act } from './commands.js';
import { isOwnName, setIgnored, type Session } from './session.js';

/** People hidden at a time: nobody knows more that they do not want to hear. */
export const IGNORED_MAX = 500;

/** Does what was asked for, and says what became of it. */
export function ignoreText(session: Session, { name, on }: Extract<Act, { kind: 'ignore' }>): string {
  const { ignored } = session;
  if (name === null) {
    if (ignored.size === 0) return 'You hear everybody. /ignore NAME hides what somebody says.';
    return `Hidden from you: ${[...ignored].sort().join(', ')}. /unignore NAME shows them again.`;
  }
  if (isOwnName(session, name)) return 'That is you.';
  if (on && ignored.size >= IGNORED_MAX)
    return `${IGNORED_MAX} people are hidden already: /unignore somebody first.`;
  if (!setIgnored(session, name, on)) return on ? `${name} is hidden already.` : `${name} is not hidden.`;
  return on
    ? `What ${name} says is hidden from you, also on your next visits; ${name} is not told. /unignore ${name} ends it.`
    : `You hear ${name} again.`;
}
