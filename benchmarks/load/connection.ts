// One keep-alive HTTP/1.1 connection with one request in flight. It knows as little of HTTP as it can: a load
// generator built on fetch costs more than the servers that are measured here.

import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  /** The status line and the headers. */
  readonly head: string;
  readonly body: Buffer;
}

export class Connection {
  readonly port: number;
  readonly #socket: Socket;
  #received: Buffer | null = null;
  #resolve: ((answer: Answer) => void) | null = null;
  #reject: ((error: Error) => void) | null = null;

  private constructor(port: number, socket: Socket) {
    this.port = port;
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(port, socket)));
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Sends bytes that are a whole request. */
  send(request: string | Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(request);
    });
  }

  get(path: string, headers = ''): Promise<Answer> {
    return this.send(getRequest(this.port, path, headers));
  }

  post(path: string, headers: string, value: unknown): Promise<Answer> {
    return this.#sendJson('POST', path, headers, value);
  }

  put(path: string, headers: string, value: unknown): Promise<Answer> {
    return this.#sendJson('PUT', path, headers, value);
  }

  #sendJson(method: 'POST' | 'PUT', path: string, headers: string, value: unknown): Promise<Answer> {
    const body = JSON.stringify(value);
    const length = Buffer.byteLength(body);
    return this.send(
      `${method} ${path} HTTP/1.1\r\nHost: localhost:${this.port}\r\n${headers}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
    );
  }

  #take(bytes: Buffer): void {
    const all = this.#received ? Buffer.concat([this.#received, bytes]) : bytes;
    const answer = parse(all);
    this.#received = answer ? null : all;
    if (!answer) return;
    const resolve = this.#resolve;
    this.#resolve = null;
    this.#reject = null;
    resolve?.(answer);
  }

  #fail(error: Error): void {
    const reject = this.#reject;
    this.#resolve = null;
    this.#reject = null;
    reject?.(error);
  }
}

export const getRequest = (port: number, path: string, headers: string): Buffer =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n${headers}\r\n`);

function parse(bytes: Buffer): Answer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const stop = end + 4 + Number(length);
    return bytes.length < stop ? null : { status, head, body: bytes.subarray(end + 4, stop) };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, head, body: Buffer.alloc(0) };
  const body = parseChunks(bytes, end + 4);
  return body && { status, head, body };
}

function parseChunks(bytes: Buffer, start: number): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const length = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const stop = line + 2 + length;
    if (bytes.length < stop + 2) return null;
    if (length === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, stop));
    at = stop + 2;
  }
}

/** The answer, if it has the status that it must have. */
export function expectStatus(answer: Answer, status = 200): Answer {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
  return answer;
}

export const jsonOf = <T>(answer: Answer): T => JSON.parse(expectStatus(answer).body.toString()) as T;

/** The cookies that an answer sets, added to `jar`. */
export function takeCookies(answer: Answer, jar: Map<string, string> = new Map()): Map<string, string> {
  for (const [, name = '', value = ''] of answer.head.matchAll(/\r\nset-cookie: *([^=]+)=([^;\r]*)/gi)) {
    jar.set(name, value);
  }
  return jar;
}

export const cookieHeader = (jar: ReadonlyMap<string, string>): string =>
  `Cookie: ${[...jar].map(([name, value]) => `${name}=${value}`).join('; ')}\r\n`;
