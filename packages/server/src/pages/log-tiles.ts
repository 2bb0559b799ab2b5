// The sealed log for mirrors and witnesses (C2SP tlog-tiles): its checkpoint and its hashes, without signing in.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../app/deps.ts';
import { readLog } from '../app/log/read-log.ts';
import { parseTilePath, readTile } from '../app/log/read-tile.ts';

/** A tile never changes: once there, it is there for good. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** `webDir` is where the build put the checking program. */
export function serveLogTiles(
  server: FastifyInstance,
  deps: Pick<Deps, 'store' | 'witnesses'>,
  { webDir }: { readonly webDir: string },
): void {
  const checker = join(webDir, 'checker.mjs');
  const program = existsSync(checker) ? readFileSync(checker) : null;
  server.get('/log/checker.mjs', { config: { asset: 'the program that checks a saved proof' } }, (_request, reply) => {
    if (!program) return reply.code(404).type('text/plain; charset=utf-8').send('It was not built.\n');
    return reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(program);
  });
  server.get('/log/checkpoint', { config: { asset: 'the log’s checkpoint' } }, async (_request, reply) => {
    const log = await readLog(deps);
    reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
    return log.allowed ? reply.send(log.facts.checkpoint) : reply.code(404).send('Nothing has been sealed yet.\n');
  });
  server.get<{ Params: { '*': string } }>(
    '/log/tile/*',
    { config: { asset: 'the log’s hashes' } },
    async (request, reply) => {
      const asked = parseTilePath(request.params['*']);
      const tile = asked && (await readTile(deps, asked));
      if (!tile) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such tile.\n');
      return reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(tile);
    },
  );
}
