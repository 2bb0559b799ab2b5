// Makes a bare machine ready for the tests: the right Node, PostgreSQL's links, Chromium. Does nothing where all is there.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CHROMIUM_MISSING, findChromium } from '../test/support/chromium.ts';
import { postgresFolder, restoreSymlinks } from '../test/support/postgres-programs.ts';

const NODE_MAJOR_MIN = 24;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function checkNode(): void {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return;
  fail(
    `Holdfast needs Node ${NODE_MAJOR_MIN} or newer and this is ${process.version}. npm ci brings one along: ` +
      'use npm test, or put node_modules/.bin first on PATH.',
  );
}

function preparePostgres(): void {
  try {
    restoreSymlinks(postgresFolder());
  } catch (error) {
    fail((error as Error).message);
  }
}

function prepareChromium(): void {
  if (findChromium() !== null) return;
  const { HOLDFAST_CHROMIUM: named } = process.env;
  if (named) fail(`HOLDFAST_CHROMIUM names ${named}, which is not a program that can be run.`);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) fail(CHROMIUM_MISSING);
  console.log('The browser tests need Chromium: installing it with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: string[]) => execFileSync('apt-get', words, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  } catch (error) {
    fail(`${CHROMIUM_MISSING}\n(apt-get could not install it: ${(error as Error).message})`);
  }
  // Ubuntu's package of that name is an empty one that points to a snap.
  if (findChromium() === null) fail(CHROMIUM_MISSING);
}

checkNode();
preparePostgres();
prepareChromium();
