// An operator who puts an older copy back, by command or by copying a file: the server knows, the log says so, and nothing
// that was over is good again.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdfast, holdfastKilled } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey, signIn } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { newPostgresUrl } from '../support/stores.ts';
import { waitUntil } from '../support/wait-until.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-restores-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Operations {
  readonly server: ServerProcess;
  readonly env: Record<string, string>;
  readonly person: Person;
}

const sizeOf = async (server: ServerProcess): Promise<number> =>
  Number((await (await fetch(`${server.url}/log/checkpoint`)).text()).split('\n')[1]);

/** Everything that happened is sealed, and the server has kept what it knows of it. */
async function settled({ server, person }: Pick<Operations, 'server' | 'person'>): Promise<number> {
  await waitUntil(async () => {
    const { events } = await person.browser.call('activity.list');
    expect(
      (await person.browser.call('activity.prove', undefined, { eventId: events[0]?.id ?? '' })).sealed,
    ).not.toBeNull();
  });
  const size = await sizeOf(server);
  await waitUntil(() =>
    expect(readFileSync(join(server.dataDir, 'log-anchor.json'), 'utf8')).toContain(`"size":${size}`),
  );
  return size;
}

async function prepare(dialect: 'sqlite' | 'postgres'): Promise<Operations> {
  const where: Record<string, string> = dialect === 'postgres' ? { HOLDFAST_DATABASE_URL: await newPostgresUrl() } : {};
  const server = await ServerProcess.prepare(where);
  await server.start();
  const person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'ada@example.org');
  return { server, env: { HOLDFAST_DATA_DIR: server.dataDir, ...where }, person };
}

/** What the exported log says of restores. */
async function restoresInLog(env: Record<string, string>, name: string): Promise<string[]> {
  const out = at(name);
  rmSync(out, { force: true });
  expect((await holdfast(['audit', 'export', '--out', out], env)).status).toBe(0);
  expect((await holdfast(['audit', 'verify', out], env)).status).toBe(0);
  return readFileSync(out, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\\"operation\\":\\"restore.'));
}

/** Resolves when that many restores are sealed; a command line is a second's work where the machine is busy. */
const logSays = (env: Record<string, string>, name: string, count: number): Promise<void> =>
  waitUntil(async () => expect(await restoresInLog(env, name)).toHaveLength(count));

describe.each(['sqlite', 'postgres'] as const)('a backup that is put back on %s', (dialect) => {
  let ops: Operations;
  let size: number;
  const file = at(`${dialect}.backup`);

  beforeAll(async () => {
    ops = await prepare(dialect);
    await settled(ops);
    expect((await holdfast(['backup', '--out', file], ops.env)).status).toBe(0);
    await signIn(ops.server, ops.person.deskKey, ops.person.browser);
    for (let time = 0; time < 3; time++)
      await ops.person.browser.call('account.rename', { displayName: `Later ${time}` });
    size = await settled(ops);
  });
  afterAll(() => ops.server.dispose());

  it('takes no database’s place unasked', async () => {
    const said = await holdfast(['restore', file], ops.env);
    expect(said.status).toBe(1);
    expect(said.err).toMatch(/There is a database at .*--replace/);
    const unconfirmed = await holdfast(['restore', file, '--replace'], ops.env);
    expect(unconfirmed.status).toBe(2);
    expect(unconfirmed.err).toMatch(/--yes/);
  });

  it('takes no database’s place while a server has it open', async () => {
    const said = await holdfast(['restore', file, '--replace', '--yes'], ops.env);
    expect(said.status).toBe(1);
    expect(said.err).toMatch(/in use: stop/);
    expect((await ops.person.browser.call('account.read')).displayName).toBe('Later 2');
  });

  it('is whole, or it is not put back', async () => {
    const damaged = at(`${dialect}.damaged`);
    writeFileSync(damaged, readFileSync(file).subarray(0, -100));
    await ops.server.end('SIGTERM');
    const said = await holdfast(['restore', damaged, '--replace', '--yes'], ops.env);
    expect(said.status).toBe(1);
    expect(said.err).toMatch(/cut off/);
    expect(await holdfast(['restore', file, '--check'], ops.env)).toMatchObject({ status: 0 });
  });

  it('is what the server then runs on, everybody signed out, with a notice until it is decided', async () => {
    const said = await holdfast(['restore', file, '--replace', '--yes', '--json'], ops.env);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(said.out)).toMatchObject({ restored: true, undecided: true });
    await ops.server.start();
    await expect(ops.person.browser.call('account.read')).rejects.toThrow();
    await signIn(ops.server, ops.person.deskKey, ops.person.browser);
    expect((await ops.person.browser.call('account.read')).displayName).not.toMatch(/Later/);
    // It was used since the backup: that its counter jumped is nothing to blame it for.
    const { events } = await ops.person.browser.call('activity.list');
    expect(events.map(({ operation }) => operation)).not.toContain('credential.counter-regressed');
    const ready = await (await fetch(`${ops.server.managementUrl}/health/ready`)).json();
    expect(ready).toMatchObject({ ready: true, notice: expect.stringContaining(`which had ${size}`) });
    expect(ops.server.output).toMatch(/put back to an older copy/);
  });

  it('leaves a log that verifies and says itself that it was restored, once', async () => {
    await logSays(ops.env, 'restored.log', 1);
    await ops.server.end('SIGTERM');
    await ops.server.start();
    await logSays(ops.env, 'restored.log', 1);
  });

  it('is decided once, on record', async () => {
    const decide = ['restore', 'decide', '--cancel-holds', '--keep-codes'];
    expect((await holdfast(['restore', 'decide', '--cancel-holds'], ops.env)).status).toBe(2);
    const said = await holdfast([...decide, '--json'], ops.env);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(said.out)).toMatchObject({ decided: true, holds: 'cancel', codes: 'keep', guesses: 'wait' });
    expect((await holdfast(decide, ops.env)).status).toBe(1);
    await logSays(ops.env, 'decided.log', 2);
    expect(await (await fetch(`${ops.server.managementUrl}/health/ready`)).json()).toEqual({ ready: true });
  });

  it('is told to its holders, once, on request', async () => {
    expect((await holdfast(['restore', 'tell'], ops.env)).status).toBe(2);
    expect(JSON.parse((await holdfast(['restore', 'tell', '--yes', '--json'], ops.env)).out)).toEqual({ told: 1 });
    expect((await holdfast(['restore', 'tell', '--yes'], ops.env)).out).toMatch(/^Told 0 holders/);
    const { events } = await ops.person.browser.call('activity.list');
    expect(events[0]).toMatchObject({ operation: 'restore.tell' });
  });
});

describe('a restore that is killed midway', () => {
  it('leaves the old database, and can be done again, in far less memory than its rows take', async () => {
    const ops = await prepare('sqlite');
    try {
      await settled(ops);
      // Enough rows that there is a midway.
      const database = new Database(join(ops.server.dataDir, 'holdfast.db'));
      database.exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < 50000)
        insert into spent (spent_id, expires_at) select printf('%01800d', i), ${Date.now() + 86_400_000} from n`);
      database.close();
      await ops.server.end('SIGTERM');
      const file = at('long.backup');
      // A heap that the rows would not fit into.
      const tight = { ...ops.env, NODE_OPTIONS: '--max-old-space-size=48' };
      expect(await holdfast(['backup', '--out', file], tight)).toMatchObject({ status: 0 });
      expect(statSync(file).size).toBeGreaterThan(80_000_000);
      const draft = join(ops.server.dataDir, 'holdfast.db.restoring-wal');
      await holdfastKilled(['restore', file, '--replace', '--yes'], ops.env, () => {
        return existsSync(draft) && statSync(draft).size > 1_000_000;
      });
      await ops.server.start();
      await ops.person.browser.call('account.read');
      expect(ops.server.output).not.toMatch(/put back/);
      await ops.server.end('SIGTERM');
      expect(await holdfast(['restore', file, '--replace', '--yes'], tight)).toMatchObject({ status: 0, err: '' });
      expect(existsSync(join(ops.server.dataDir, 'holdfast.db.restoring'))).toBe(false);
    } finally {
      await ops.server.dispose();
    }
  }, 240_000);
});

describe('a file that is copied back', () => {
  let ops: Operations;
  beforeAll(async () => {
    ops = await prepare('sqlite');
    await settled(ops);
    await ops.server.end('SIGTERM');
    copyFileSync(join(ops.server.dataDir, 'holdfast.db'), at('copied.db'));
    await ops.server.start();
    await ops.person.browser.call('account.rename', { displayName: 'Later' });
    await settled(ops);
    await ops.server.end('SIGKILL');
  });
  afterAll(() => ops.server.dispose());

  it('is known for what it is, and recorded in the log that it brings', async () => {
    for (const end of ['-wal', '-shm']) rmSync(join(ops.server.dataDir, `holdfast.db${end}`), { force: true });
    copyFileSync(at('copied.db'), join(ops.server.dataDir, 'holdfast.db'));
    await ops.server.start();
    expect(ops.server.output).toMatch(/put back to an older copy/);
    await expect(ops.person.browser.call('account.read')).rejects.toThrow();
    await logSays(ops.env, 'copied.log', 1);
  });

  it('in a folder where it was never met is taken for an older copy too', async () => {
    await ops.server.end('SIGTERM');
    rmSync(join(ops.server.dataDir, 'log-anchor.json'));
    await ops.server.start();
    await logSays(ops.env, 'moved.log', 2);
  });
});

describe('a server that was killed', () => {
  it('is no restore: whatever it had acknowledged is there, and everybody stays signed in', async () => {
    const ops = await prepare('sqlite');
    try {
      await ops.server.end('SIGKILL');
      await ops.server.start();
      await ops.person.browser.call('account.read');
      expect(ops.server.output).not.toMatch(/put back/);
    } finally {
      await ops.server.dispose();
    }
  });
});

describe('a restore into nothing', () => {
  let ops: Operations;
  const file = at('moving.backup');
  /** A new data folder, with the secrets that the backup was kept under. */
  const folderFor = (name: string): Record<string, string> => {
    mkdirSync(at(name));
    copyFileSync(join(ops.server.dataDir, 'secrets.json'), join(at(name), 'secrets.json'));
    return { HOLDFAST_DATA_DIR: at(name) };
  };

  beforeAll(async () => {
    ops = await prepare('sqlite');
    await settled(ops);
    await holdfast(['backup', '--out', file], ops.env);
    await ops.server.end('SIGTERM');
  });
  afterAll(() => ops.server.dispose());

  it('makes the database for its owner alone, and leaves nothing beside it', async () => {
    expect(await holdfast(['restore', file], folderFor('moved'))).toMatchObject({ status: 0, err: '' });
    expect(statSync(join(at('moved'), 'holdfast.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(at('moved')).sort()).toEqual(['holdfast.db', 'secrets.json']);
  });

  it('refuses secrets that are not the backup’s', async () => {
    const foreign = await holdfast(['restore', file], { HOLDFAST_DATA_DIR: at('foreign') });
    expect(foreign.status).toBe(78);
    expect(foreign.err).toMatch(/secrets are not those/);
    expect(readdirSync(at('foreign'))).toEqual(['secrets.json']);
  });

  it('takes what is piped in, whole or not at all', async () => {
    const env = folderFor('piped');
    const bytes = readFileSync(file);
    expect(await holdfast(['restore', '-'], env, bytes.subarray(0, -50))).toMatchObject({ status: 1 });
    expect(readdirSync(at('piped'))).toEqual(['secrets.json']);
    expect(await holdfast(['restore', '-'], env, bytes)).toMatchObject({ status: 0, err: '' });
    expect((await holdfast(['restore', '-', '--check'], env)).status).toBe(2);
  });

  it('needs a file that is there', async () => {
    expect((await holdfast(['restore', at('none')], { HOLDFAST_DATA_DIR: at('new') })).status).toBe(2);
  });
});
