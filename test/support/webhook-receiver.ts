// A receiver of webhooks, and of what push services are sent, on this machine, by http or https: it answers as it is told and remembers what it was sent.

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** As it came. */
  readonly bytes: Buffer;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: Received[];
  /** How the next requests are answered. Default: 204. */
  answer: (response: ServerResponse, request: Received) => void;
  close(): Promise<void>;
}

/** With `tls` by https, under a certificate for localhost. */
export async function startWebhookReceiver(
  tls?: { readonly key: string; readonly cert: string },
  path = '/hook',
): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const listen = async (
    request: AsyncIterable<Buffer> & { method?: string; url?: string; headers: IncomingHttpHeaders },
    response: ServerResponse,
  ) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    const bytes = Buffer.concat(chunks);
    const one = { method, path: url, headers, body: bytes.toString('utf8'), bytes };
    received.push(one);
    receiver.answer(response, one);
  };
  const server = tls ? createTlsServer(tls, listen as never) : createServer(listen as never);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    url: `${tls ? 'https' : 'http'}://localhost:${port}${path}`,
    received,
    answer: (response) => void response.writeHead(204).end(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
