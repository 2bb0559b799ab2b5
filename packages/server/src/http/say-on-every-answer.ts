// What every answer says of itself, those included that no route gives.

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** Nothing of ours is taken for another type, or put into another site's page (Fetch; CORP). */
const OUR_OWN = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' } as const;

/** For two years, on every answer: a browser that only ever asked the API has heard it too (RFC 6797 §7.1). */
const OVER_TLS = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } as const;

export const headersOfAll = (https: boolean): Readonly<Record<string, string>> =>
  https ? { ...OUR_OWN, ...OVER_TLS } : OUR_OWN;

const STATUS_OF: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Answers what cannot be read as a request, and closes the connection. */
export function answerUnreadable(
  error: Error & { readonly code?: string },
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const status = STATUS_OF[error.code ?? ''] ?? 400;
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'content-length: 0', 'connection: close'];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }
  socket.destroy();
}
