// Serves the web pages: one document for every address that is a page, and hashed files beside it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from '../http/problem.ts';
import { ASSETS_PREFIX } from '../http/server.ts';
import { PAGE_HEADERS, WORKER_HEADERS } from './security-headers.ts';

export interface PagesOptions {
  /** The built pages: index.html and assets/. */
  readonly webDir: string;
}

/** Addresses that are pages. Anything else that is not an API is not found. */
const PAGES = [
  '/',
  '/sign-in',
  '/sign-up',
  '/setup',
  '/not-me',
  '/not-them',
  '/contest',
  '/take-back',
  '/recover',
  '/sign-in/suspended',
  '/recover/return',
  '/recover/e-mail',
  '/recover/link',
  '/keys',
  '/sessions',
  '/activity',
  '/alerts',
  '/platform/webhooks',
  '/platform/deliveries',
  '/staff',
  '/incident',
  '/recovery',
  '/privacy',
  '/contacts',
  '/account',
  '/protect',
  '/holds',
  '/case',
];

/** Some mail gateways write the "#" of a link as "%23". What stood behind it is a token, which no server is to be asked for. */
const REWRITTEN = /^(\/[a-z/-]*)%23([\w.-]+)$/;

/** The address that such a link had; null where it is none. */
function restoreFragment(url: string): string | null {
  const [, path = '', token = ''] = REWRITTEN.exec(url) ?? [];
  return PAGES.includes(path) ? `${path}#${token}` : null;
}

export async function servePages(server: FastifyInstance, options: PagesOptions): Promise<void> {
  const index = join(options.webDir, 'index.html');
  if (!existsSync(index)) throw new Error(`The pages are not built: ${index} is missing. Run "npm run build".`);
  const html = readFileSync(index, 'utf8');
  const sendPage = (reply: FastifyReply, status: number) =>
    reply
      .code(status)
      .headers(PAGE_HEADERS)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(html);
  for (const path of PAGES) {
    server.get(path, { config: { asset: 'the one document of the pages' } }, (_request, reply) => sendPage(reply, 200));
  }
  // A person who follows a stale link gets a page; a program gets a problem.
  server.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || !request.headers.accept?.includes('text/html')) {
      return sendProblem(reply, 'request.unknown-route');
    }
    const whole = restoreFragment(request.url);
    if (whole === null) return sendPage(reply, 404);
    return reply.headers(PAGE_HEADERS).header('cache-control', 'no-store').redirect(whole, 302);
  });
  await server.register(fastifyStatic, {
    root: join(options.webDir, 'assets'),
    prefix: ASSETS_PREFIX,
    index: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  });
  const worker = readFileSync(join(options.webDir, 'push-worker.js'));
  server.get('/push-worker.js', { config: { asset: 'the push worker' } }, (_request, reply) =>
    reply.headers(WORKER_HEADERS).type('text/javascript; charset=utf-8').send(worker),
  );
  const icon = join(options.webDir, 'favicon.svg');
  if (existsSync(icon)) {
    const svg = readFileSync(icon);
    server.get('/favicon.svg', { config: { asset: 'the icon' } }, (_request, reply) =>
      reply.header('cache-control', 'max-age=86400').type('image/svg+xml').send(svg),
    );
  }
}
