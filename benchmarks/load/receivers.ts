// What webhooks lead to while others hold alerts up: a receiver that answers, one that never does, and a DNS server that
// falls silent about names. They serve until the process ends, and do not keep it from ending.

import { createSocket } from 'node:dgram';
import { createServer, type RequestListener } from 'node:http';
import { answerName, type KnownNames } from '../../test/support/name-server.ts';

/** Where DNS is asked, of receivers at `port`. */
export const nameServerAt = (port: number): string => `127.0.0.1:${port + 2}`;

export class Receivers {
  readonly port: number;
  /** Names that are answered for; any other is silence. */
  readonly names: KnownNames = {};
  #taken: (() => void) | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  /** Where the answering one listens; the other is one port further, and DNS two. */
  static async listen(port: number): Promise<Receivers> {
    const receivers = new Receivers(port);
    await serve(port, (request, response) => {
      let body = '';
      request.on('data', (bytes) => {
        body += bytes;
      });
      request.on('end', () => {
        response.writeHead(204).end();
        if (JSON.parse(body).type === 'holdfast.sign-in.key') receivers.#taken?.();
      });
    });
    await serve(port + 1, () => {});
    const names = createSocket('udp4');
    names.on('message', (query, from) => {
      const { answer } = answerName(query, receivers.names);
      if (answer) names.send(answer, from.port, from.address);
    });
    names.unref();
    await new Promise<void>((listening) => names.bind(port + 2, '127.0.0.1', listening));
    return receivers;
  }

  get tarpitPort(): number {
    return this.port + 1;
  }

  /** Resolves when the answering one has been told of the next sign-in. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#taken = resolve;
    });
  }
}

const serve = (port: number, answer: RequestListener): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer(answer);
    server.unref();
    server.on('connection', (socket) => socket.unref());
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
