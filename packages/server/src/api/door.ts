// A door: one contract route, one operation of the authority table, one use case. In this order, before any handler:
// size limit → origin and fetch metadata → session → schema → authority.

import {
  type Answer,
  type Body,
  LOOK_HEADER,
  locate,
  type Params,
  type Query,
  type RoutedOperation,
  routes,
} from '@holdfast/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, ClientCaller, SignedInCaller } from '../app/caller.ts';
import { checkClient } from '../app/client/check.ts';
import type { Deps } from '../app/deps.ts';
import type { LiveFeed } from '../app/live/feed.ts';
import { standpointOf } from '../app/operate.ts';
import { refuseAtDoor } from '../app/refuse-at-door.ts';
import { checkSession } from '../app/session/check.ts';
import type { OpenedSession } from '../app/session/open.ts';
import type { Renewed } from '../app/session/renew.ts';
import { authorise, authorityOf, needsSession } from '../domain/authority.ts';
import { allow, type Decision } from '../domain/decision.ts';
import type { CookieJar } from '../http/cookie.ts';
import { type EventStream, openEventStream } from '../http/event-stream.ts';
import { sendProblem } from '../http/problem.ts';
import { isFromOwnPages } from '../http/same-origin.ts';
import { type FileAnswer, sendFile } from '../http/send-file.ts';
import type { Clock } from '../platform/clock.ts';
import { type ClientIp, networkOf } from '../platform/network.ts';
import { refusalToProblem } from './refusal-to-problem.ts';

export interface Doors {
  readonly server: FastifyInstance;
  readonly deps: Deps;
  readonly clock: Clock;
  readonly cookies: CookieJar;
  readonly publicOrigin: string;
  readonly clientIp: ClientIp;
  readonly live: LiveFeed;
}

const COOKIE = { session: 'holdfast', flow: 'holdfast-flow', device: 'holdfast-device' } as const;

const EVENT_STREAM = 'text/event-stream';
const DEVICE_SECONDS = 400 * 24 * 60 * 60;
const FLOW_SECONDS = 60 * 60;

/** Sets and clears the cookies that an answer carries. */
export class AnswerCookies {
  readonly #doors: Pick<Doors, 'cookies'>;
  readonly #reply: FastifyReply;
  readonly #caller: Pick<Caller, 'now'>;

  constructor(doors: Pick<Doors, 'cookies'>, reply: FastifyReply, caller: Pick<Caller, 'now'>) {
    this.#doors = doors;
    this.#reply = reply;
    this.#caller = caller;
  }

  #put(name: string, value: string, secondsMax: number | null): void {
    this.#reply.header('set-cookie', this.#doors.cookies.write(name, value, secondsMax));
  }

  /** The new session replaces whatever session or flow this browser had. */
  openSession(opened: Pick<OpenedSession, 'sessionToken' | 'deviceToken' | 'endsAt'>): void {
    this.#put(COOKIE.session, opened.sessionToken, Math.floor((opened.endsAt - this.#caller.now) / 1000));
    this.#put(COOKIE.device, opened.deviceToken, DEVICE_SECONDS);
    this.endFlow();
  }

  renewSession(token: string, endsAt: number): void {
    this.#put(COOKIE.session, token, Math.floor((endsAt - this.#caller.now) / 1000));
  }

  endSession(): void {
    this.#reply.header('set-cookie', this.#doors.cookies.clear(COOKIE.session));
  }

  startFlow(token: string): void {
    this.#put(COOKIE.flow, token, FLOW_SECONDS);
  }

  endFlow(): void {
    this.#reply.header('set-cookie', this.#doors.cookies.clear(COOKIE.flow));
  }
}

/** The answer without the new token of its session, which goes into the cookie. */
export function renewed<T extends Renewed>(
  decision: Decision<T>,
  cookies: AnswerCookies,
): Decision<Omit<T, keyof Renewed>> {
  if (!decision.allowed) return decision;
  const { sessionToken, endsAt, ...answer } = decision.facts;
  cookies.renewSession(sessionToken, endsAt);
  return allow(answer);
}

export interface Asked<O extends RoutedOperation, C extends Caller> {
  readonly caller: C;
  readonly params: Params<O>;
  readonly query: Query<O>;
  readonly body: Body<O>;
  readonly cookies: AnswerCookies;
}

type Handle<O extends RoutedOperation, C extends Caller> = (asked: Asked<O, C>) => Promise<Decision<Answer<O>>>;

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** A door that only the holder of a live session passes. */
export function holderDoor<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: Handle<O, SignedInCaller>,
): void {
  if (authorityOf(operation).who !== 'holder') throw new Error(`${operation} is not the holder's`);
  register(doors, operation, handle as Handle<O, Caller>);
}

/** A door that only a program with a token of its own passes. Cookies say nothing there. */
export function clientDoor<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: Handle<O, ClientCaller>,
): void {
  if (authorityOf(operation).who !== 'client') throw new Error(`${operation} is not a program's`);
  register(doors, operation, handle as Handle<O, Caller>);
}

/** A door that only the operator passes, to what is the platform's own. */
export function operatorDoor<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: Handle<O, SignedInCaller>,
): void {
  if (authorityOf(operation).who !== 'operator') throw new Error(`${operation} is not the operator's`);
  register(doors, operation, handle as Handle<O, Caller>);
}

/** A door that only support and the operator pass, on protected accounts of their own. */
export function staffDoor<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: Handle<O, SignedInCaller>,
): void {
  if (authorityOf(operation).who !== 'staff') throw new Error(`${operation} is not staff's`);
  register(doors, operation, handle as Handle<O, Caller>);
}

/** An answer that may be opened as a stream. */
interface Streamable {
  /** Where the page left off (HTML Standard §9.2.4). */
  readonly lastEventId: string | null;
  open(onClose: () => void): EventStream;
}

/** A holder's door whose answer stays open once it is allowed. */
export function streamDoor<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: (asked: Asked<O, SignedInCaller>, stream: Streamable) => Promise<Decision<undefined>>,
): void {
  if (authorityOf(operation).who !== 'holder') throw new Error(`${operation} is not the holder's`);
  register(doors, operation, handle as never);
}

/** A holder's door whose answer is a file. */
export function fileDoor<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: (asked: Asked<O, SignedInCaller>) => Promise<Decision<FileAnswer>>,
): void {
  if (authorityOf(operation).who !== 'holder') throw new Error(`${operation} is not the holder's`);
  register(doors, operation, handle as never);
}

/** A door whose operation carries its own proof. */
export function openDoor<O extends RoutedOperation>(doors: Doors, operation: O, handle: Handle<O, Caller>): void {
  const { who } = authorityOf(operation);
  if (needsSession(who) || who === 'client' || who === 'system') throw new Error(`${operation} is not open`);
  register(doors, operation, handle);
}

/** What an answer may be: JSON, or where the route says so a stream or a file, with its types. */
function answerSchema(route: {
  readonly response: unknown;
  readonly stream?: true;
  readonly file?: readonly string[];
}) {
  const types = route.stream ? [EVENT_STREAM] : route.file;
  if (!types) return route.response;
  return { content: Object.fromEntries(types.map((type) => [type, { schema: route.response }])) };
}

function register<O extends RoutedOperation>(
  doors: Doors,
  operation: O,
  handle: (asked: Asked<O, Caller>, stream: Streamable) => Promise<Decision<Answer<O>>>,
): void {
  const route: (typeof routes)[RoutedOperation] & { bodyBytesMax?: number; stream?: true; file?: readonly string[] } =
    routes[operation];
  const { method, path } = locate(operation);
  const part = (name: 'params' | 'query' | 'body') => (name in route ? (route as never)[name] : undefined);
  doors.server.route({
    method,
    url: path,
    config: {
      operation,
      ...(route.stream ? { passive: true } : {}),
      ...(route.bodyBytesMax ? { bodyBytesMax: route.bodyBytesMax } : {}),
    },
    ...(route.bodyBytesMax ? { bodyLimit: route.bodyBytesMax } : {}),
    schema: {
      summary: route.summary,
      operationId: operation,
      ...(part('params') ? { params: part('params') } : {}),
      querystring: part('query') ?? { type: 'object', additionalProperties: false, properties: {} },
      ...(part('body') ? { body: part('body') } : {}),
      response: { 200: answerSchema(route) },
    },
    preHandler: [
      (request) => identifyAgain(doors, request),
      (request, reply, done) => authoriseRequest(doors, operation, request, reply, done),
    ],
    handler: async (request, reply) => {
      const caller = request.caller as Caller;
      const cookies = new AnswerCookies(doors, reply, caller);
      const { params, query, body } = request;
      const lastEventId = single(request.headers['last-event-id']) ?? null;
      const stream: Streamable = { lastEventId, open: (onClose) => openEventStream(reply, onClose) };
      const decision = await handle({ caller, params, query, body, cookies } as Asked<O, Caller>, stream);
      if (decision.allowed && route.stream) return reply;
      reply.header('cache-control', 'no-store');
      if (decision.allowed && route.file) return sendFile(reply, decision.facts as unknown as FileAnswer);
      if (decision.allowed) return decision.facts;
      const face = refusalToProblem(decision.refusal);
      return sendProblem(reply, face.code, face.members);
    },
  });
}

/** Runs before the body is read: size, origin, then who is asking. */
export function guard(doors: Doors): void {
  doors.server.decorateRequest('caller', null);
  doors.server.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions;
    if (!config.operation) return;
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > (config.bodyBytesMax ?? 4096)) return sendProblem(reply, 'request.too-large');
    // A browser adds no token by itself, so a program's request cannot be forged from a page; it has no Origin either.
    const byClient = authorityOf(config.operation as RoutedOperation).who === 'client';
    if (!byClient && !isFromOwnPages(request.method, request.headers, doors.publicOrigin)) {
      return sendProblem(reply, 'request.origin');
    }
    const caller = await identify(doors, request, byClient);
    // A program's body may be large: a stranger's is not even read.
    if (byClient && !caller.client) return sendProblem(reply, 'client.required');
    request.caller = caller;
    return;
  });
}

/** Where the request comes from is worked out when somebody asks: most requests only want to know who. */
async function identify(doors: Doors, request: FastifyRequest, byClient: boolean): Promise<Caller> {
  let now = doors.clock.now();
  // A page that reads again by itself is not its holder at work: it says so, and its session idles all the same.
  const reads = request.method === 'GET' && request.headers[LOOK_HEADER] !== undefined;
  const use = request.routeOptions.config.passive || reads ? 'look' : 'use';
  const { cookie, 'user-agent': userAgent, 'x-forwarded-for': forwarded } = request.headers;
  // Now, not later: a socket that closes meanwhile forgets its peer.
  const { remoteAddress = '' } = request.socket;
  const token = byClient ? null : doors.cookies.read(cookie, COOKIE.session);
  const session = token === null ? null : await checkSession(doors.deps, token, now, use);
  let ip: string | undefined;
  const findIp = (): string => {
    ip ??= doors.clientIp(remoteAddress, single(forwarded));
    return ip;
  };
  return {
    get now() {
      return now;
    },
    moveOn: () => {
      // A clock that is put back makes nothing good again within a request.
      now = Math.max(now, doors.clock.now());
    },
    requestId: request.id,
    get ip() {
      return findIp();
    },
    get network() {
      return networkOf(findIp());
    },
    userAgent,
    client: byClient ? await checkClient(doors.deps, request.headers.authorization) : null,
    session,
    deviceToken: doors.cookies.read(cookie, COOKIE.device),
    flowToken: doors.cookies.read(cookie, COOKIE.flow),
  };
}

/**
 * A body may come slowly: whoever sent the head of a request in time must still be who they were when it is complete. A
 * body that was there at once costs nothing.
 */
async function identifyAgain(doors: Doors, request: FastifyRequest): Promise<void> {
  const caller = request.caller as Caller;
  if (doors.clock.now() <= caller.now) return;
  const known = caller.session !== null || caller.client !== null;
  if (known) request.caller = await identify(doors, request, caller.client !== null);
  else caller.moveOn();
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;

function authoriseRequest(
  doors: Doors,
  operation: RoutedOperation,
  request: FastifyRequest,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const caller = request.caller as Caller;
  const known = caller.session ? standpointOf(caller.session) : null;
  const standpoint = caller.client ? 'client' : known;
  const decision = authorise(operation, standpoint, doors.deps.policy, caller.now);
  if (decision.allowed) {
    done();
    return;
  }
  refuseAtDoor(doors.deps, caller, operation, decision.refusal).then(() => {
    const face = refusalToProblem(decision.refusal);
    sendProblem(reply, face.code, face.members);
  }, done);
}
