/** The heart: one event in, the world changed, what is to be done about it out. It never waits and knows no clock. */
import { unreachable, type Millis } from '../base/result.js';
import { runAdmin } from './admin.js';
import { dropAllLapsed, prove } from './accounts.js';
import { codeMade, passwordHashed } from './commands/account.js';
import { postAgain } from './commands/post.js';
import { operatorChecked } from './commands/operator.js';
import { messageFound } from './commands/redact.js';
import { dispatch } from './commands/table.js';
import type { Effect } from './effect.js';
import type { CoreEvent } from './event.js';
import { makeAccount, registerAtTheDoor } from './registering.js';
import { dropAbandoned } from './rooms.js';
import { gone, register, tryName } from './sessions.js';
import type { World } from './world.js';

/**
 * All effects are to be performed before the next step: some of them carry live parts of the world.
 * What it throws is a bug; the caller closes the session whose event it was.
 */
export function step(world: World, event: CoreEvent, now: Millis): readonly Effect[] {
  switch (event.kind) {
    case 'register':
      return register(world, event, now);
    case 'command': {
      const from = world.sessions.get(event.session);
      return from === undefined ? [] : dispatch({ world, from, now }, event.command);
    }
    case 'admin':
      return runAdmin(world, event.command, now);
    case 'prove':
      return prove(world, event, now);
    case 'password-hashed': {
      const { session: id, proof, newcomer } = event;
      if (newcomer !== null) return makeAccount(world, { id, ...newcomer, session: null }, proof, now);
      const from = world.sessions.get(id);
      return from === undefined ? [] : passwordHashed(world, from, proof, now);
    }
    case 'register-account':
      return registerAtTheDoor(world, event, now);
    case 'try-name':
      return tryName(world, event, now);
    case 'operator-checked': {
      const from = world.sessions.get(event.session);
      return from === undefined ? [] : operatorChecked(world, from, event.name, event.outcome);
    }
    case 'code-made': {
      const from = world.sessions.get(event.session);
      return from === undefined ? [] : codeMade(world, from, event.code, now);
    }
    case 'forget-proof':
      world.proved.delete(event.session);
      return [];
    case 'tidy':
      return [...dropAbandoned(world, now), ...dropAllLapsed(world, now)];
    case 'looked-up': {
      const from = world.sessions.get(event.session);
      return from === undefined ? [] : postAgain({ world, from, now }, event.args, event.found);
    }
    case 'message-found': {
      const from = world.sessions.get(event.session);
      if (from === undefined) return [];
      return messageFound({ world, from, now }, event.args, event.conversation, event.found);
    }
    case 'gone':
      return gone(world, event, now);
    default:
      return unreachable(event);
  }
}
