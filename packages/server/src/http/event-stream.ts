// An answer that stays open and carries one event after another: server-sent events (HTML Standard §9.2).

import type { FastifyReply } from 'fastify';

export interface EventStream {
  /** `data` becomes one line of JSON. */
  send(message: { readonly id?: string; readonly event: string; readonly data: unknown }): void;
  end(): void;
}

/** Proxies and browsers give up on a silent connection; a comment is not silence. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 3_000;
/** A reader that is so far behind is gone, or keeps us busy on purpose. */
const UNREAD_BYTES_MAX = 256 * 1024;

/** Takes the answer over from the framework. `onClose` is called once, whoever closed it. */
export function openEventStream(reply: FastifyReply, onClose: () => void): EventStream {
  const { raw } = reply;
  const headers = reply.getHeaders();
  reply.hijack();
  raw.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Asks proxies that gather answers not to.
    'x-accel-buffering': 'no',
  });
  const write = (text: string): void => {
    if (raw.writableEnded || raw.destroyed) return;
    raw.write(text);
    if (raw.writableLength > UNREAD_BYTES_MAX) raw.destroy();
  };
  write(`retry: ${RETRY_MS}\n\n`);
  const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  const left = (): void => {
    clearInterval(heartbeat);
    onClose();
  };
  // Whoever left while the answer was being prepared says so no second time.
  if (raw.destroyed) left();
  else raw.once('close', left);
  return {
    send: ({ id, event, data }) =>
      write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => {
      raw.end();
    },
  };
}
