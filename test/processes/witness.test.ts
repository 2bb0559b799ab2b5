// Witnesses as processes: killed at any moment they never sign two pasts, and with two of them a split view is caught.

import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../packages/cli/src/audit/node-crypto.ts';
import { formatNoteKey } from '../../packages/contract/src/log.ts';
import { holdfast } from '../support/command-line.ts';
import { Leaves, logKey, submission } from '../support/leaves.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { waitUntil } from '../support/wait-until.ts';
import { WitnessProcess } from '../support/witness-process.ts';

describe('a witness that is killed', () => {
  const KILLS = 12;

  it('never cosigns two trees of one size, and never goes back behind what it cosigned', async () => {
    const log = logKey('log.example/log');
    const witness = await WitnessProcess.prepare('witness.example/w1', formatNoteKey(sha256, log.key));
    const leaves = new Leaves();
    const ask = async (from: number, of = leaves): Promise<{ status: number; said: string }> => {
      const answer = await fetch(`${witness.url}/add-checkpoint`, {
        method: 'POST',
        body: submission(from, of.proof(from), log.signed(of)),
      });
      return { status: answer.status, said: await answer.text() };
    };
    let signed = 0;
    try {
      await witness.start();
      const { keys } = witness;
      expect(keys).toHaveLength(2);
      expect(statSync(join(witness.folder, 'key.json')).mode & 0o777).toBe(0o600);
      leaves.grow(1);
      expect((await ask(0)).status).toBe(200);
      signed = 1;
      for (let kill = 0; kill < KILLS; kill++) {
        // Grows as fast as it answers, until it is gone in the middle of it.
        const killed = new Promise((done) => setTimeout(done, 5 + kill * 3)).then(() => witness.end('SIGKILL'));
        for (;;) {
          leaves.grow(1);
          const answer = await ask(signed).catch(() => null);
          if (!answer) break;
          // The size that it kept and could not tell of any more when it was killed before.
          if (answer.status === 409) signed = Number(answer.said);
          else expect(answer.status, answer.said).toBe(200);
          if (answer.status === 200) signed = leaves.hashes.length;
        }
        await killed;
        await witness.start();
        expect(witness.keys).toEqual(keys);
        // Another past, as large as what it cosigned and larger, and what it cosigned before.
        const probe = await ask(0);
        expect(probe.status).toBe(409);
        const kept = Number(probe.said);
        expect(kept).toBeGreaterThanOrEqual(signed);
        signed = kept;
        const fork = new Leaves();
        fork.hashes.push(...leaves.hashes.slice(0, kept - 1));
        fork.grow(1, 'another');
        expect((await ask(kept, fork)).status).toBe(409);
        expect((await ask(kept, fork.grow(2))).status).toBe(422);
      }
      expect(signed).toBeGreaterThan(KILLS);
      expect(await witness.end('SIGTERM')).toBe(0);
      expect(JSON.parse(readFileSync(join(witness.folder, 'state.json'), 'utf8'))).toMatchObject({
        'log.example/log': { size: signed },
      });
    } finally {
      await witness.dispose();
    }
  });

  it('answers nothing but submissions of a bounded size', async () => {
    const log = logKey('log.example/log');
    const witness = await WitnessProcess.prepare('witness.example/w1', formatNoteKey(sha256, log.key));
    try {
      await witness.start();
      const post = async (path: string, init: RequestInit) => (await fetch(`${witness.url}${path}`, init)).status;
      expect(await post('/', { method: 'GET' })).toBe(404);
      expect(await post('/add-checkpoint', { method: 'GET' })).toBe(405);
      expect(await post('/add-checkpoint', { method: 'POST', body: 'x'.repeat(70_000) })).toBe(413);
      expect(await post('/add-checkpoint', { method: 'POST', body: '' })).toBe(400);
      const second = await holdfast(['witness', '--data', witness.folder, '--log', formatNoteKey(sha256, log.key)]);
      expect(second).toMatchObject({ status: 1, err: expect.stringMatching(/runs this witness already/) });
    } finally {
      await witness.dispose();
    }
  });

  it.each([
    [['--name', 'w']],
    [['--log', 'no key', '--name', 'w']],
    [['--log', formatNoteKey(sha256, logKey('a/log').key)]],
  ])('%j is not understood', async (words) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-witness-'));
    expect((await holdfast(['witness', '--data', folder, ...words])).status).toBe(2);
    rmSync(folder, { recursive: true });
  });
});

describe('with two witnesses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-split-'));
  const at = (name: string): string => join(folder, name);
  const witnesses: WitnessProcess[] = [];
  let server: ServerProcess;
  let key: string;
  let secondKey: string;
  let person: Person;

  const namedWitnesses = (): string[] => witnesses.flatMap(({ keys: [one = ''] }) => ['--witness', one]);
  const verify = (...words: string[]) => holdfast(['audit', 'verify', ...words, '--key', key, '--json']);
  const exportTo = (from: ServerProcess, out: string, ...words: string[]) =>
    holdfast(['audit', 'export', '--out', out, ...words], {
      ...settings(from),
      HOLDFAST_DATA_DIR: from.dataDir,
    });
  const rename = async (word: string) => {
    for (let n = 0; n < 4; n++) await person.browser.call('account.rename', { displayName: `${word} ${n}` });
  };
  const log = () => person.browser.call('log.read');
  /** Resolves when everything is sealed and both witnesses signed it. */
  const witnessed = () =>
    waitUntil(async () => {
      const { events } = await person.browser.call('activity.list');
      const { sealed } = await person.browser.call('activity.prove', undefined, { eventId: events[0]?.id ?? '' });
      const { size, witnessed: head } = await log();
      expect(sealed).not.toBeNull();
      expect(head?.size).toBe(size);
      return size;
    });
  const copyOf = async (of: ServerProcess): Promise<ServerProcess> => {
    const copy = await ServerProcess.prepare(settings(of));
    cpSync(of.dataDir, copy.dataDir, { recursive: true });
    return copy;
  };
  /** At the same address, whichever runs. */
  const settings = ({ url }: ServerProcess) => ({
    HOLDFAST_PUBLIC_URL: url,
    HOLDFAST_PORT: new URL(url).port,
    HOLDFAST_LOG_WITNESSES: witnesses.map(({ keys: [one], url: place }) => `${one} ${place}`).join(','),
  });

  beforeAll(async () => {
    const first = await ServerProcess.prepare();
    await first.start();
    person = await personWithKey({ url: first.url, ...readMailbox(first.url) }, 'split@example.org');
    await waitUntil(async () => expect((await fetch(`${first.url}/log/checkpoint`)).status).toBe(200));
    key = (await log()).key;
    await first.end('SIGTERM');
    for (const name of ['one.example/w', 'two.example/w']) {
      const witness = await WitnessProcess.prepare(name, key);
      await witness.start();
      witnesses.push(witness);
    }
    server = await copyOf(first);
    await first.dispose();
    await server.start();
    await witnessed();
    secondKey = (await log()).secondKey ?? '';
  });
  afterAll(async () => {
    for (const witness of witnesses) await witness.dispose();
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('an export ends at what both signed, and verifies under them and under the log’s second key', async () => {
    await rename('Before');
    await witnessed();
    await exportTo(server, at('before'));
    const said = await verify(at('before'), ...namedWitnesses(), '--second-key', secondKey);
    expect(JSON.parse(said.out)).toMatchObject({ verified: true, witnesses: ['one.example/w', 'two.example/w'] });
    writeFileSync(at('before.note'), (await log()).checkpoint);
  });

  it('is refused where a witness has not signed, and where the second key is another', async () => {
    const stranger = formatNoteKey(sha256, { ...logKey('three.example').key, type: 'cosignature' });
    const few = await verify(at('before'), ...namedWitnesses(), '--witness', stranger);
    expect(few.status).toBe(1);
    expect(few.out).toMatch(/cosigned by 2 of 3 witnesses, and 3 have to/);
    expect((await verify(at('before'), ...namedWitnesses(), '--witness', stranger, '--quorum', '2')).status).toBe(0);
    const [, mlDsa = ''] = witnesses[0]?.keys ?? [];
    const other = await verify(at('before'), '--second-key', mlDsa);
    expect(other.out).toMatch(/not cosigned by the log’s second key/);
    const many = await holdfast(['audit', 'verify', at('before'), ...namedWitnesses(), '--quorum', '3']);
    expect(many.status).toBe(2);
  });

  it('a split view is caught: of two histories that the log’s own key signed, they sign one', async () => {
    await server.end('SIGTERM');
    const forked = await copyOf(server);
    try {
      await server.start();
      await rename('True');
      const size = await witnessed();
      await exportTo(server, at('true'));
      writeFileSync(at('true.note'), (await log()).checkpoint);
      await server.end('SIGTERM');
      expect((await verify(at('true'), ...namedWitnesses(), '--since', at('before.note'))).status).toBe(0);

      await forked.start();
      await rename('Forked');
      await rename('Forked again');
      // The newest that both signed of the forked one is from before the fork.
      await waitUntil(() => expect(forked.output).toMatch(/knows another past/));
      const state = await log();
      expect(state.witnessed?.size ?? 0).toBeLessThan(size);
      await exportTo(forked, at('forked'), '--all');
      expect((await verify(at('forked'))).status).toBe(0);
      const both = await verify(at('forked'), ...namedWitnesses());
      expect(both.status).toBe(1);
      expect(both.out).toMatch(/cosigned by 0 of 2 witnesses/);
      expect((await verify(at('forked'), ...namedWitnesses(), '--quorum', '1')).status).toBe(1);

      // Whoever kept the true head, or the true export, is told online as well.
      const online = await verify('--url', forked.url, '--since', at('true.note'));
      expect(online.status).toBe(1);
      expect(online.out).toMatch(/The history was forked: the first \d+ entries are not those/);
      const place = await verify(at('true'), '--url', forked.url);
      expect(place.status).toBe(1);
      expect(place.out).toMatch(/Entry \d+ is not the one in the file: the history was forked there/);
      const named = Number(/Entry (\d+)/.exec(place.out)?.[1]);
      const [one, two] = [at('true'), at('forked')].map((path) => readFileSync(path, 'utf8').split('\n'));
      expect(one?.[named + 1]).not.toBe(two?.[named + 1]);
      expect(one?.slice(1, named + 1)).toEqual(two?.slice(1, named + 1));
    } finally {
      await forked.dispose();
    }
  });

  it('a database that was put back is named online, by whoever kept a newer head', async () => {
    await server.start();
    const size = (await log()).size;
    await server.end('SIGTERM');
    const older = await copyOf(server);
    await server.start();
    await rename('Newer');
    await witnessed();
    const kept = await verify('--url', server.url, '--keep', at('kept.note'), ...namedWitnesses());
    expect(kept).toMatchObject({ status: 0, err: '' });
    expect(readFileSync(at('kept.note'), 'utf8')).toBe((await log()).checkpoint);
    await server.end('SIGTERM');
    try {
      await older.start();
      const said = await verify('--url', older.url, '--keep', at('kept.note'));
      expect(said.status).toBe(1);
      expect(said.out).toMatch(new RegExp(`The log has ${size} entries and had \\d+: it was put back`));
    } finally {
      await older.dispose();
    }
  });

  it('a server that is not there is no verdict', async () => {
    const said = await verify('--url', server.url);
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toMatch(/does not answer/);
  });
});
