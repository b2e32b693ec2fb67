/** Throws random and mutated bytes at a server's port, over many connections, while two others talk undisturbed. */
import { connect, type Socket } from 'node:net';
import { IrcClient } from './irc-client.js';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** What visitors really send; mutations of it get further than noise does. */
const MODELS = [
  "CAP LS 302\r\nNICK g\r\nUSER g 0 * :g\r\nCAP REQ :lanchat/ascii message-tags echo-message labeled-response batch\r\nCAP END\r\nJOIN #lobby\r\n@label=1;+typing=active TAGMSG #lobby\r\nPRIVMSG #lobby :\\u'2615' hi\r\nMODE #g +ovbkl-imnst a b c\r\nWHO *\r\nWHOIS g\r\nLIST\r\nNAMES #lobby\r\nTOPIC #g :x\r\nAWAY :x\r\nNICK g2\r\nKICK #g g :x\r\nINVITE g #g\r\nPART #lobby\r\nQUIT :x\r\n",
  'NICK h\r\nUSER h 0 * :h\r\nJOIN #g,#h,#i k,l\r\nPRIVMSG #g,#h,h :text\r\nMODE #g b\r\nMODE #g +b ::\r\nJOIN 0\r\nISON a b c\r\nUSERHOST h\r\nMOTD\r\nLUSERS\r\nVERSION\r\nTIME\r\nPING :x\r\n',
  'CAP LS 302\r\nCAP REQ :batch draft/multiline message-tags echo-message labeled-response draft/message-redaction draft/channel-rename extended-monitor setname\r\nNICK m\r\nUSER m 0 * :m\r\nCAP END\r\nJOIN #g,#m\r\n@label=x BATCH +1 draft/multiline #g\r\n@batch=1 PRIVMSG #g :one\r\n@batch=1;draft/multiline-concat PRIVMSG #g :two\r\nBATCH -1\r\nMONITOR + g,h,m\r\nMONITOR S\r\nSETNAME :x y\r\nRENAME #m #n :x\r\nREDACT #g x :y\r\nMODE #g +beI m:x!*@* y z\r\nMODE m +iwB\r\nWHO #g %tcuihsnfdlaor,7\r\nWHOWAS g 3\r\nLIST >0,C<9,!#x\r\nHELP JOIN\r\nSTATS u\r\nPRIVMSG @#g :x\r\nISUPPORT\r\nINFO\r\nLINKS\r\n',
  'garbage\n/help\n/me waves\n/msg garbage hi\n/join #x\n/topic t\n/away a\n/history 99\n/search a b\n/utf8\n\u2615 \u6f22\u5b57\n/nick other\n/part\nhello\b\b\u0015\nQUIT\n',
  '\xff\xfd\x03\xff\xfb\x18\xff\xfa\x1f\x00\x50\x00\x18\xff\xf0name\r\nhello\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\n\r\nname\r\nhello\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
].map((text) => Buffer.from(text, text.includes('\u2615') ? 'utf8' : 'latin1'));

/** Bytes of one connection: noise or mutations, at the door or from somebody who came in properly. */
function payload(random: () => number): Buffer {
  const whole = (below: number): number => Math.floor(random() * below);
  const name = `g${whole(1_000_000)}`;
  const entrances = ['', `${name}\n`, `NICK ${name}\r\nUSER g 0 * :g\r\nJOIN #lobby\r\n`];
  const entrance = Buffer.from(entrances[whole(entrances.length)] ?? '');
  if (random() < 0.4) {
    const noise = Uint8Array.from({ length: 1 + whole(20_000) }, () => whole(256));
    return Buffer.concat([entrance, noise]);
  }
  const model = MODELS[whole(MODELS.length)] ?? Buffer.alloc(0);
  const copies = Array.from({ length: 1 + whole(30) }, () => mutate(Buffer.from(model), random));
  return Buffer.concat([entrance, ...copies]);
}

/** Changes, doubles and drops a few bytes. */
function mutate(bytes: Buffer, random: () => number): Buffer {
  const whole = (below: number): number => Math.floor(random() * below);
  for (let count = whole(12); count > 0; count -= 1) bytes[whole(bytes.length)] = whole(256);
  const [from, to] = [whole(bytes.length), whole(bytes.length)];
  if (random() < 0.3) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  return bytes;
}

export interface GarbageReport {
  readonly bytes: number;
  readonly connections: number;
  /** Messages between the two others: all arrived, in order, and nothing else came. */
  readonly messages: number;
  readonly slowestMs: number;
}

/** Rejects when a message between the two others is lost, doubled, out of order or too late. */
export async function throwGarbage(
  port: number,
  bytes: number,
  { seed, atOnce = 16 }: { seed: number; atOnce?: number },
): Promise<GarbageReport> {
  const random = randomFrom(seed);
  const sent = { bytes: 0, connections: 0 };
  const thrower = async (): Promise<void> => {
    while (sent.bytes < bytes) {
      sent.connections += 1;
      const thrown = await throwOnce(port, random);
      sent.bytes += thrown;
    }
  };
  let done = false;
  const talk = witness(port, () => done);
  await Promise.all(Array.from({ length: atOnce }, thrower));
  done = true;
  return { ...sent, ...(await talk) };
}

/** Milliseconds after its last bytes in which a connection is given up: flood control would make it last. */
const GIVE_UP_MS = 200;

async function throwOnce(port: number, random: () => number): Promise<number> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  // Some never read what they are sent.
  if (random() < 0.8) socket.resume();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const bytes = payload(random);
  for (let at = 0; at < bytes.length && !socket.destroyed;) {
    const piece = bytes.subarray(at, at + 1 + Math.floor(random() * 4000));
    await written(socket, piece);
    at += piece.length;
  }
  const ending = random();
  if (ending < 0.5) socket.end();
  else if (ending < 0.75) socket.destroy();
  else socket.resetAndDestroy();
  socket.resume();
  const giveUp = setTimeout(() => socket.destroy(), GIVE_UP_MS);
  await closed;
  clearTimeout(giveUp);
  return socket.bytesWritten;
}

async function written(socket: Socket, piece: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    const giveUp = setTimeout(() => socket.destroy(), GIVE_UP_MS);
    const done = (): void => {
      clearTimeout(giveUp);
      socket.off('close', done);
      resolve();
    };
    socket.once('close', done);
    socket.write(piece, done);
  });
}

/** Pace of the two others: below flood control, so that only the server's own delays are measured. */
const TALK_EVERY_MS = 150;

async function witness(port: number, done: () => boolean): Promise<{ messages: number; slowestMs: number }> {
  const [bo, cy] = [await IrcClient.register(port, 'witness-1'), await IrcClient.register(port, 'witness-2')];
  for (const client of [bo, cy]) client.send('JOIN #quiet');
  await bo.roundtrip();
  await cy.roundtrip();
  await bo.roundtrip();
  let messages = 0;
  let slowestMs = 0;
  do {
    messages += 1;
    const start = performance.now();
    bo.send(`PRIVMSG #quiet :${messages}`);
    const line = await cy.nextLine('message of the other witness');
    if (line !== `:witness-1!witness-1@lan PRIVMSG #quiet :${messages}`)
      throw new Error(`unexpected: ${line}`);
    slowestMs = Math.max(slowestMs, performance.now() - start);
    // An answer now and then, so that the server need not ask for a sign of life.
    if ((await cy.roundtrip()).length > 0) throw new Error('something came that nobody said');
    await new Promise((resolve) => setTimeout(resolve, TALK_EVERY_MS));
  } while (!done());
  return { messages, slowestMs };
}
