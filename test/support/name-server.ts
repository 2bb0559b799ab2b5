// A DNS server on this machine, over UDP: it knows the names that it is given, and never answers about any other.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface NameServer {
  /** `address:port`. */
  readonly address: string;
  /** The names that it was asked for, with their type: `slow.example A`. */
  readonly asked: string[];
  close(): Promise<void>;
}

const TYPES = { A: 1, AAAA: 28 } as const;
type Type = keyof typeof TYPES;

/** Of each name: its IPv4 addresses; or that there is no such name. It may change while the server runs. */
export type KnownNames = Record<string, readonly string[] | 'no-such-name'>;

export async function startNameServer(known: KnownNames = {}): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { question, answer } = answerName(query, known);
    asked.push(question);
    if (answer) socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** What was asked, and the answer; null for silence. */
export function answerName(query: Buffer, known: KnownNames): { question: string; answer: Buffer | null } {
  const { name, type, end } = readQuestion(query);
  const found = known[name];
  const addresses = found === undefined || found === 'no-such-name' || type !== 'A' ? [] : found;
  const answer = found === undefined ? null : makeAnswer(query, end, addresses, found === 'no-such-name' ? 3 : 0);
  return { question: `${name} ${type}`, answer };
}

/** RFC 1035 §4.1.2. */
function readQuestion(query: Buffer): { readonly name: string; readonly type: Type | 'other'; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const number = query.readUInt16BE(at + 1);
  const [type = 'other'] = (Object.keys(TYPES) as Type[]).filter((one) => TYPES[one] === number);
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 };
}

/** RFC 1035 §4.1.1, §4.1.3; a name is written as a pointer to the question's. */
function makeAnswer(query: Buffer, end: number, addresses: readonly string[], code: 0 | 3): Buffer {
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 12, 0, TYPES.A, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([head, query.subarray(12, end), ...records]);
}
