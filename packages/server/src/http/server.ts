// The HTTP server before any door: limits, strict validation, headers, and how every failure is rendered.

import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { BusyError } from '../platform/password-hashing.ts';
import { StorageUnavailable } from '../storage/store.ts';
import { compilersOnUse } from './compile-on-use.ts';
import { dropSlowReaders } from './drop-slow-readers.ts';
import { sendProblem } from './problem.ts';
import { answerUnreadable, headersOfAll } from './say-on-every-answer.ts';

const BODY_BYTES_MAX = 4096;
const DRAIN_TURN_MS = 20;

/** Everything below it is a built file, the same for everybody. */
export const ASSETS_PREFIX = '/assets/';

export interface HttpOptions {
  readonly log: FastifyBaseLogger;
  readonly makeRequestId: () => string;
  /** The site is served over TLS, and every answer says so. */
  readonly https: boolean;
  /** How long a reader may take over what waits for it. */
  readonly unreadMsMax?: number;
  /** Told of every answer, for the metrics. */
  readonly onAnswer: (route: string, method: string, status: number, seconds: number) => void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route does: an operation of the authority table. */
    operation?: string;
    /** Why a route needs no operation: it serves the same bytes to everybody. */
    asset?: string;
    /** Asking this is no use of the session: a page left open does not keep it alive. */
    passive?: true;
    /** Largest accepted body, in bytes. */
    bodyBytesMax?: number;
  }
}

export function createServer(options: HttpOptions): FastifyInstance {
  const everyAnswer = headersOfAll(options.https);
  const server = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: options.makeRequestId,
    // A logger of its own for each request would cost more than the rest of its log: lines name the request instead.
    childLoggerFactory: (logger) => logger,
    requestIdHeader: false,
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 72_000,
    requestTimeout: 30_000,
    schemaController: { compilersFactory: compilersOnUse },
    // An address that cannot be decoded reaches no route and no hook.
    frameworkErrors: (_error, _request, reply) => {
      sendProblem(reply, 'request.invalid');
    },
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, everyAnswer),
    ajv: {
      customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false },
    },
  });
  server.removeContentTypeParser('text/plain');
  server.addHook('onRoute', (route) => {
    if (!route.config?.operation && !route.config?.asset && !route.url.startsWith(ASSETS_PREFIX)) {
      throw new Error(`${route.method} ${route.url} names no operation of the authority table`);
    }
  });
  // Before the framework: it answers some requests by itself, such as those that come while the server stops.
  server.server.prependListener('request', (_request, response) => {
    for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value);
  });
  dropSlowReaders(server.server, options.unreadMsMax);
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    // How long a page stayed open is not how long an answer took.
    if (request.routeOptions.config.passive && reply.statusCode === 200) return done();
    options.onAnswer(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  server.addHook('preClose', async () => {
    // A connection whose request was in hand becomes idle only after its answer; without this it would be kept alive.
    const timer = setInterval(() => server.server.closeIdleConnections(), DRAIN_TURN_MS);
    server.server.once('close', () => clearInterval(timer));
  });
  server.setErrorHandler(renderFailure);
  return server as unknown as FastifyInstance;
}

const pointerOf = (error: FastifyError): string => {
  const [first] = error.validation ?? [];
  const extra = (first?.params as { additionalProperty?: string; missingProperty?: string } | undefined) ?? {};
  const member = extra.additionalProperty ?? extra.missingProperty;
  const path = `${first?.instancePath ?? ''}${member === undefined ? '' : `/${member}`}`;
  return `/${error.validationContext ?? 'body'}${path}`.slice(0, 200);
};

/** Invalid input → 400 with the field; a busy or lost part → 503; anything else is a fault: 500 with a reference. */
function renderFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.validation) return sendProblem(reply, 'request.invalid', { field: pointerOf(error) });
  if (error instanceof StorageUnavailable || error instanceof BusyError) {
    request.log.error({ err: error, requestId: request.id }, 'a part that this request needs is not available');
    return sendProblem(reply, 'server.unavailable', { retryAfterSeconds: 5 });
  }
  switch (error.statusCode) {
    // Said by the server of built files of addresses that lead out of its folder.
    case 403:
    case 404:
      return sendProblem(reply, 'request.unknown-route');
    case 413:
      return sendProblem(reply, 'request.too-large');
    case 415:
      return sendProblem(reply, 'request.media-type');
    case 400:
      return sendProblem(reply, 'request.invalid', { field: '/body' });
  }
  const reference = referenceOf(request.id);
  request.log.error({ err: error, requestId: request.id, reference }, 'a request failed');
  return sendProblem(reply, 'server.fault', { reference });
}

/** `F-20B7-91`: short enough to read out, and findable in the log. */
const referenceOf = (requestId: string): string =>
  `F-${requestId.slice(-6, -2).toUpperCase()}-${requestId.slice(-2).toUpperCase()}`;
