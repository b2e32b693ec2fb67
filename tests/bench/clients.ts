/** The clients under measurement: lanchat, and irssi and weechat where they are installed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from '../support/program.js';

export interface Client {
  readonly name: string;
  readonly file: string;
  /** Writes what it needs into the folder; comes in as `iris`, and joins #lobby by itself. */
  readonly args: (port: number, folder: string) => readonly string[];
  /** What it shows when it is in the room. */
  readonly joinedText: string;
}

/** @param programs Each lanchat under measurement, by the name that it has in the table. */
export function clients(programs: ReadonlyMap<string, string>): readonly Client[] {
  return [...Array.from(programs, ours), irssi(), weechat()].filter((client) => client !== null);
}

function ours([name, lanchat]: readonly [string, string]): Client {
  return {
    name,
    file: process.execPath,
    args: (port) => [lanchat, 'join', '127.0.0.1', '-p', String(port), '-n', 'iris'],
    joinedText: 'connected as iris',
  };
}

function irssi(): Client | null {
  const file = installed('irssi');
  if (file === null) return null;
  const args = (port: number, folder: string): readonly string[] => {
    const config = `servers = ( { address = "127.0.0.1"; port = "${port}"; chatnet = "lan"; autoconnect = "yes"; } );
chatnets = { lan = { type = "IRC"; nick = "iris"; }; };
channels = ( { name = "#lobby"; chatnet = "lan"; autojoin = "yes"; } );
settings = { core = { nick = "iris"; real_name = "Iris"; user_name = "iris"; }; "irc/core" = { cmd_queue_speed = "1msec"; }; "fe-common/core" = { window_auto_change = "yes"; }; };
`;
    writeFileSync(join(folder, 'config'), config);
    return [`--home=${folder}`];
  };
  return { name: 'irssi', file, args, joinedText: 'Total of' };
}

function weechat(): Client | null {
  const file = installed('weechat');
  if (file === null) return null;
  const args = (port: number, folder: string): readonly string[] => {
    const add = `/server add lan 127.0.0.1/${port} -nicks=iris -username=iris -realname=Iris -autojoin=#lobby`;
    return ['-d', folder, '-P', 'alias,irc,buflist,nicklist', '-r', add, '-r', '/connect lan'];
  };
  return { name: 'weechat', file, args, joinedText: '#lobby:' };
}
