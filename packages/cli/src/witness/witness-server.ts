// The witness's one door: POST add-checkpoint, small, bounded, and the same for everybody.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addCheckpoint, type Witness } from './add-checkpoint.ts';

/** A proof of 63 lines is 3 kB, a signature of ML-DSA-44 as much: this leaves room for a dozen cosigners. */
const BODY_BYTES_MAX = 65_536;
const REQUEST_MS_MAX = 10_000;
const CONNECTIONS_MAX = 256;
const TEXT = 'text/plain; charset=utf-8';

/** Null where it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** `onAnswer` hears of each answer; `onFault` of what should not happen, such as a full disk. */
export function createWitnessServer(
  witness: Witness,
  onAnswer: (status: number) => void,
  onFault: (error: unknown) => void,
): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url !== '/add-checkpoint') return send(response, 404, TEXT, 'There is only /add-checkpoint here.\n');
    if (request.method !== 'POST') return send(response, 405, TEXT, 'add-checkpoint is a POST.\n');
    const body = await readBody(request);
    if (body === null) {
      response.setHeader('connection', 'close');
      return send(response, 413, TEXT, `A submission has ${BODY_BYTES_MAX} bytes at most.\n`);
    }
    const { status, type, body: said } = await addCheckpoint(witness, body);
    send(response, status, type, said);
  };
  const server = createServer(
    { requestTimeout: REQUEST_MS_MAX, headersTimeout: REQUEST_MS_MAX },
    (request, response) => {
      response.once('finish', () => onAnswer(response.statusCode));
      answer(request, response).catch((error: unknown) => {
        // Whoever hung up is no fault of ours.
        if (!request.complete) return response.destroy();
        onFault(error);
        if (response.headersSent) return response.destroy();
        send(response, 500, TEXT, 'The witness could not keep what it would have signed.\n');
      });
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  return server;
}
