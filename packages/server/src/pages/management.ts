// The management port, for the operator's own machines: liveness, readiness and metrics. Never the public one.

import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { dropSlowReaders } from '../http/drop-slow-readers.ts';
import { isOwnHost } from '../http/own-host.ts';

export interface ManagementOptions {
  readonly log: FastifyBaseLogger;
  /** Under which names it may be asked, beside addresses and localhost. */
  readonly names: readonly string[];
  /** Resolves when everything a request needs is there; rejects with why not. */
  readonly checkReady: () => Promise<void>;
  /** What the operator should know although it is ready; null for nothing. */
  readonly readNotice: () => Promise<string | null>;
  readonly renderMetrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

export function createManagement(options: ManagementOptions): FastifyInstance {
  const server = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    requestTimeout: 30_000,
  });
  dropSlowReaders(server.server);
  server.addHook('onRequest', async (request, reply) => {
    if (isOwnHost(request.headers.host, options.names)) return;
    return reply
      .code(421)
      .send({ error: 'HOLDFAST_MANAGEMENT_NAMES does not hold the name that this was asked under.' });
  });
  server.get('/health/live', async () => ({ live: true }));
  server.get('/health/ready', async (_request, reply) => {
    try {
      await options.checkReady();
      const notice = await options.readNotice();
      return notice === null ? { ready: true } : { ready: true, notice };
    } catch (error) {
      options.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ ready: false });
    }
  });
  server.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await options.renderMetrics();
    return reply.type(contentType).send(text);
  });
  return server as unknown as FastifyInstance;
}
