/** SETNAME: another real name (IRCv3 setname). */
import { REAL_NAME_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse } from '../effects.js';
import { toldOfPerson } from '../monitor.js';
import { isMuted } from '../mutes.js';
import { nextMessageId } from '../world.js';

export const setName: CommandSpec<'set-name'> = {
  activity: true,
  run({ world, from, now }, { realName }) {
    const isFit = realName.trim() !== '' && utf8Length(realName) <= REAL_NAME_BYTES_MAX;
    if (!isFit) return refuse(from, { why: 'bad-real-name', because: 'size' });
    if (isMuted(world, from, now)) return refuse(from, { why: 'bad-real-name', because: 'muted' });
    from.realName = realName;
    const id = nextMessageId(world, now);
    const happening = { kind: 'real-name', id, at: now, who: from.person, realName } as const;
    const alone: Effect[] =
      from.rooms.size === 0 ? [{ kind: 'tell', to: from.id, happening, by: from.id }] : [];
    return [...alone, ...toldOfPerson(world, from, happening)];
  },
};
