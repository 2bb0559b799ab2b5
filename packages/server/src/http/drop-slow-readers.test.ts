// Readers that never read: a connection is given up, whatever kind of answer waits on it.

import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../../../../test/support/wait-until.ts';
import { createLog } from '../platform/log.ts';
import { nextDebt } from './drop-slow-readers.ts';
import { openEventStream } from './event-stream.ts';
import { sendFile } from './send-file.ts';
import { createServer } from './server.ts';

const PIECE = 'x'.repeat(32 * 1024);

const open: FastifyInstance[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A server with one answer of each kind, all larger than what the system keeps for a connection. */
async function started(unreadMsMax: number, onLeft: (kind: string) => void = () => {}): Promise<FastifyInstance> {
  const server = createServer({
    log: createLog('silent'),
    https: false,
    makeRequestId: () => 'none',
    onAnswer: () => {},
    unreadMsMax,
  });
  open.push(server);
  const config = { asset: 'a test' };
  server.get('/answer', { config }, (_request, reply) => {
    reply.raw.once('close', () => onLeft('answer'));
    return reply.send(Buffer.alloc(16 * 1024 * 1024));
  });
  server.get('/download', { config }, (_request, reply) => {
    const chunks = (async function* () {
      try {
        for (;;) yield PIECE;
      } finally {
        onLeft('download');
      }
    })();
    return sendFile(reply, { name: 'all.txt', type: 'text/plain', chunks });
  });
  server.get('/stream', { config }, (_request, reply) => {
    const stream = openEventStream(reply, () => onLeft('stream'));
    // As much as fits, and a little that does not: not so much that the stream gives up by itself.
    const fill = (): void => {
      if (reply.raw.destroyed) return;
      if (reply.raw.writableLength < 2 * PIECE.length) stream.send({ event: 'event', data: PIECE });
      setImmediate(fill);
    };
    fill();
    return reply;
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return server;
}

async function askAndNeverRead(server: FastifyInstance, path: string): Promise<void> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
}

const connectionsOf = ({ server }: FastifyInstance): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

describe('a reader that never reads', () => {
  it.each(['answer', 'download', 'stream'])('loses its connection, and what wrote for it ends: %s', async (kind) => {
    const left: string[] = [];
    const server = await started(5, (which) => left.push(which));
    await askAndNeverRead(server, `/${kind}`);
    await waitUntil(() => expect(left).toEqual([kind]));
    await waitUntil(async () => expect(await connectionsOf(server)).toBe(0));
  });

  it('takes nobody with it: a connection that owes nothing stays open', async () => {
    const left: string[] = [];
    const server = await started(5, (which) => left.push(which));
    const quiet = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(quiet);
    await once(quiet, 'connect');
    await askAndNeverRead(server, '/download');
    await waitUntil(() => expect(left).toEqual(['download']));
    await waitUntil(async () => expect(await connectionsOf(server)).toBe(1));
  });
});

describe('what a reader owes', () => {
  const STEP = 64 * 1024;

  it('is all that waited at a look, by the looks that its size gives', () => {
    expect(nextDebt(null, { written: 900, waiting: 0 })).toBeNull();
    const small = nextDebt(null, { written: 900, waiting: 100 });
    expect(small).toEqual({ bytes: 900, looksLeft: 1 });
    const large = nextDebt(null, { written: 3 * STEP, waiting: 3 * STEP });
    expect(large).toEqual({ bytes: 3 * STEP, looksLeft: 3 });
  });

  it('is paid by taking that much, however much more was written since', () => {
    const debt = { bytes: 900, looksLeft: 1 };
    expect(nextDebt(debt, { written: 900, waiting: 0 })).toBeNull();
    expect(nextDebt(debt, { written: 2000, waiting: 1100 })).toEqual({ bytes: 2000, looksLeft: 1 });
  });

  it('is not paid by a byte now and then', () => {
    let debt = nextDebt(null, { written: 2 * STEP, waiting: 2 * STEP });
    debt = nextDebt(debt as never, { written: 2 * STEP, waiting: 2 * STEP - 1 });
    expect(debt).toEqual({ bytes: 2 * STEP, looksLeft: 1 });
    expect(nextDebt(debt as never, { written: 2 * STEP, waiting: 1 })).toBe('too-slow');
  });
});
