/** Every verb, in one place: a verb without its row does not compile. */
import type { Command, CommandSpec, Context, Verb } from '../command.js';
import { vouched } from '../effects.js';
import type { Effect } from '../effect.js';
import { devices, linkCode, linkDevice, registerAccount, removeDevice, setPassword } from './account.js';
import { away } from './away.js';
import { historyPage, historySearch, historyTargets } from './history.js';
import { invitations, invite } from './invite.js';
import { join } from './join.js';
import { kick } from './kick.js';
import { list } from './list.js';
import { markRead } from './mark-read.js';
import {
  metadataClear,
  metadataForget,
  metadataGet,
  metadataList,
  metadataSet,
  metadataSubscribe,
  metadataSubscriptions,
  metadataSync,
  metadataUnsubscribe,
} from './metadata.js';
import { mode, userMode } from './mode.js';
import { monitorAdd, monitorClear, monitorList, monitorRemove, monitorStatus } from './monitor.js';
import { names } from './names.js';
import { kill, oper, rehash, wallops } from './operator.js';
import { part } from './part.js';
import { partAll } from './part-all.js';
import { post } from './post.js';
import { quit } from './quit.js';
import { redact } from './redact.js';
import { rename } from './rename.js';
import { renameRoom } from './rename-room.js';
import { lusers, motd, stats, time, version } from './server-info.js';
import { setName } from './set-name.js';
import { topic } from './topic.js';
import { ison, userhost, who, whois, whowas } from './who.js';

const COMMANDS: { readonly [V in Verb]: CommandSpec<V> } = {
  away,
  devices,
  'link-code': linkCode,
  'link-device': linkDevice,
  'register-account': registerAccount,
  'remove-device': removeDevice,
  'set-password': setPassword,
  'history-page': historyPage,
  'history-search': historySearch,
  'history-targets': historyTargets,
  invitations,
  invite,
  ison,
  join,
  kick,
  kill,
  list,
  lusers,
  'mark-read': markRead,
  'metadata-clear': metadataClear,
  'metadata-forget': metadataForget,
  'metadata-get': metadataGet,
  'metadata-list': metadataList,
  'metadata-set': metadataSet,
  'metadata-subscribe': metadataSubscribe,
  'metadata-subscriptions': metadataSubscriptions,
  'metadata-sync': metadataSync,
  'metadata-unsubscribe': metadataUnsubscribe,
  mode,
  'monitor-add': monitorAdd,
  'monitor-clear': monitorClear,
  'monitor-list': monitorList,
  'monitor-remove': monitorRemove,
  'monitor-status': monitorStatus,
  motd,
  names,
  oper,
  part,
  'part-all': partAll,
  post,
  quit,
  redact,
  rehash,
  rename,
  'rename-room': renameRoom,
  'set-name': setName,
  stats,
  time,
  topic,
  'user-mode': userMode,
  userhost,
  version,
  wallops,
  who,
  whois,
  whowas,
};

export function dispatch<V extends Verb>(context: Context, command: Command<V>): readonly Effect[] {
  const spec: CommandSpec<V> = COMMANDS[command.verb];
  if (spec.activity) context.from.activeAt = context.now;
  const effects = spec.run(context, command.args);
  return spec.vouches === undefined ? effects : vouched(context.from.id, spec.vouches, effects);
}
