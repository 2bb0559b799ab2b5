// Fixed addresses that browsers, password managers and integrators look for.

import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

export interface WellKnownOptions {
  readonly publicUrl: string;
  /** Other origins that may use this site's keys (WebAuthn L3 §5.11). */
  readonly relatedOrigins: readonly string[];
  /** The committed OpenAPI document. */
  readonly openApiFile: string;
}

const HOUR = 'max-age=3600';

export function serveWellKnown(server: FastifyInstance, options: WellKnownOptions): void {
  const asset = (why: string) => ({ config: { asset: why } });
  const { publicUrl } = options;
  const origins = [new URL(publicUrl).origin, ...options.relatedOrigins];
  server.get('/.well-known/webauthn', asset('related origins'), (_request, reply) =>
    reply.header('cache-control', HOUR).send({ origins }),
  );
  const endpoints = { enroll: `${publicUrl}/keys`, manage: `${publicUrl}/keys` };
  server.get('/.well-known/passkey-endpoints', asset('passkey endpoints'), (_request, reply) =>
    reply.header('cache-control', HOUR).send(endpoints),
  );
  server.get('/.well-known/change-password', asset('change password'), (_request, reply) =>
    reply.redirect('/account', 302),
  );
  let openApi: Buffer | undefined;
  server.get('/openapi.json', asset('the contract'), (_request, reply) => {
    openApi ??= readFileSync(options.openApiFile);
    return reply.header('cache-control', HOUR).type('application/json').send(openApi);
  });
}
