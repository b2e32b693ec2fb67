/** SETNAME: another real name (IRCv3 setname). */
import { REAL_NAME_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import { refuse } from '../effects.js';
import { toldToWatchers } from '../monitor.js';
import { isMuted } from '../mutes.js';
import { nextMessageId } from '../world.js';

export const setName: CommandSpec<'set-name'> = {
  activity: true,
  run({ world, from, now }, { realName }) {
    const isFit = realName.trim() !== '' && utf8Length(realName) <= REAL_NAME_BYTES_MAX;
    if (!isFit) return refuse(from, { why: 'bad-real-name' });
    if (isMuted(world, from, now)) return refuse(from, { why: 'muted' });
    from.realName = realName;
    const happening = {
      kind: 'real-name',
      id: nextMessageId(world, now),
      at: now,
      who: from.person,
      realName,
    } as const;
    const rooms = Array.from(from.rooms);
    return [
      rooms.length === 0
        ? { kind: 'tell', to: from.id, happening, by: from.id }
        : { kind: 'publish', rooms, happening, by: from.id },
      ...toldToWatchers(world, from, happening),
    ];
  },
};
