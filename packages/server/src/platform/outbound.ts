// The one HTTP client for addresses that a person, tenant or operator supplies: it cannot be turned against our network.

import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isSpecialUse } from './network.ts';
import { createResolver, NameTimeout, type Resolve } from './resolver.ts';

export interface OutboundLimits {
  /** Of the answer's body. */
  readonly bytesMax: number;
  /** From the name look-up to the last byte. */
  readonly secondsMax: number;
}

export interface OutboundRequest extends OutboundLimits {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** The answer's status and headers are all that is wanted: not a byte of its body is waited for. */
  readonly headOnly?: true;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface Outbound {
  /** Would it be asked at all? Looks the name up and connects to nothing. @throws OutboundError */
  vet(url: string, secondsMax: number): Promise<void>;
  /** The body of a 200. @throws OutboundError */
  get(url: string, limits: OutboundLimits): Promise<Uint8Array>;
  /** Any answer but a redirect. @throws OutboundError */
  request(url: string, request: OutboundRequest): Promise<OutboundAnswer>;
}

export interface OutboundOptions {
  /** Lets http and this machine's own addresses through, for a development set-up. */
  readonly allowLoopback?: boolean;
  /** Host name → addresses; what the system's DNS servers say when not given. */
  readonly resolve?: Resolve;
}

export type OutboundFault =
  | 'url'
  | 'name'
  | 'address'
  | 'connection'
  | 'time'
  | 'size'
  | 'redirect'
  | 'encoding'
  | 'status';

/** Why nothing was fetched. The message names no address of ours and is fit for a tenant's eyes. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly fault: OutboundFault;

  constructor(fault: OutboundFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

export function createOutbound(options: OutboundOptions = {}): Outbound {
  const resolve = options.resolve ?? createResolver();
  const allowLoopback = options.allowLoopback ?? false;

  const vetted = async (url: URL, signal: AbortSignal): Promise<readonly string[]> =>
    withinTime(
      signal,
      vettedAddresses(url, (name) => resolve(name, signal), allowLoopback),
    );

  async function request(text: string, asked: OutboundRequest): Promise<OutboundAnswer> {
    const url = parseUrl(text, allowLoopback);
    const signal = AbortSignal.timeout(asked.secondsMax * 1000);
    return exchange(url, await vetted(url, signal), asked, signal);
  }

  async function vet(text: string, secondsMax: number): Promise<void> {
    await vetted(parseUrl(text, allowLoopback), AbortSignal.timeout(secondsMax * 1000));
  }

  async function get(url: string, limits: OutboundLimits): Promise<Uint8Array> {
    const answer = await request(url, limits);
    if (answer.status !== 200) throw new OutboundError('status', `the server answered ${answer.status}`);
    return answer.body;
  }

  return { get, request, vet };
}

function parseUrl(text: string, allowLoopback: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw new OutboundError('url', 'this is not a URL');
  if (url.protocol !== 'https:' && !(allowLoopback && url.protocol === 'http:')) {
    throw new OutboundError('url', 'only https is fetched');
  }
  if (url.username !== '' || url.password !== '') throw new OutboundError('url', 'a URL may not carry a password');
  return url;
}

/** Every address of the name must be public: one that is not would be reached by asking often enough. */
async function vettedAddresses(
  url: URL,
  resolve: (hostname: string) => Promise<readonly string[]>,
  allowLoopback: boolean,
): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host).catch(whyNone) : [host];
  if (addresses.length === 0) throw new OutboundError('name', 'the host name has no address');
  for (const address of addresses) {
    const allowed = isLoopback(address) ? allowLoopback : url.protocol === 'https:' && !isSpecialUse(address);
    if (!allowed) throw new OutboundError('address', 'the host is not on the public internet');
  }
  return addresses;
}

function whyNone(error: unknown): readonly string[] {
  if (error instanceof NameTimeout) throw tooLate();
  return [];
}

async function withinTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new OutboundError('time', 'the server took too long'));
  signal.addEventListener('abort', late, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', late);
  }
}

function exchange(
  url: URL,
  addresses: readonly string[],
  asked: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(signal.aborted ? tooLate() : faultOf(error));
    const request = send(url, {
      method: asked.method ?? 'GET',
      headers: { 'user-agent': 'Holdfast', accept: '*/*', ...asked.headers, 'accept-encoding': 'identity' },
      // A connection of its own, to the addresses that were vetted: the name is not looked up a second time.
      agent: false,
      lookup: pinnedLookup(addresses),
      signal,
    });
    request.once('error', fail);
    request.once('response', (response) => readAnswer(response, asked).then(resolve, fail));
    request.end(asked.body);
  });
}

function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };
}

async function readAnswer(
  response: IncomingMessage,
  { bytesMax, headOnly }: Pick<OutboundRequest, 'bytesMax' | 'headOnly'>,
): Promise<OutboundAnswer> {
  const { statusCode: status = 0, headers } = response;
  try {
    if (status >= 300 && status < 400) throw new OutboundError('redirect', 'redirects are not followed');
    if (headOnly) return { status, headers, body: new Uint8Array() };
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new OutboundError('encoding', 'the answer is compressed, which was not asked for');
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > bytesMax) throw new OutboundError('size', `the answer is larger than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
    return { status, headers, body: Buffer.concat(chunks) };
  } finally {
    response.destroy();
  }
}

const tooLate = () => new OutboundError('time', 'the server took too long');

function faultOf(error: Error): OutboundError {
  return error instanceof OutboundError ? error : new OutboundError('connection', 'the server could not be reached');
}
