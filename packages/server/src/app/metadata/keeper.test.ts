// Keeping FIDO metadata: loaded at start and every day, never older than before, and never lost by a failed load.

import { sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  forHost,
  type Issued,
  issueCertificate,
  issueRoot,
} from '../../../../../test/support/certificate-authority.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { waitUntil } from '../../../../../test/support/wait-until.ts';
import { createLog } from '../../platform/log.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { findFact, setFact } from '../../storage/fact.ts';
import type { Store } from '../../storage/store.ts';
import { createMetadataKeeper, type KeeperOptions } from './keeper.ts';

const SIGNER = 'mds.example';
const DAY_MS = 24 * 60 * 60 * 1000;
const root = issueRoot();
const signer = issueCertificate(root, { commonName: SIGNER, extensions: [forHost(SIGNER)] });
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function blobOf(
  no: number,
  { by = signer, nextUpdate = '2026-12-01' }: { by?: Issued; nextUpdate?: string } = {},
): string {
  const head = encode({ alg: 'ES256', x5c: [by.der.toString('base64')] });
  const signed = `${head}.${encode({ no, nextUpdate, entries: [] })}`;
  const signature = sign('sha256', Buffer.from(signed), { key: by.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}\n`;
}

const nowhere: Pick<Outbound, 'get'> = {
  get: () => Promise.reject(new Error('nothing is fetched here')),
};

describeUseCase('FIDO metadata', (world) => {
  let folder = '';
  let lines: string[] = [];
  const keepers: { stop(): void }[] = [];
  const file = () => join(folder, 'blob.jwt');
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-metadata-'));
    lines = [];
    await world.deps.store.write((tx) => tx.q.deleteFrom('fact').execute());
  });
  afterEach(() => {
    for (const keeper of keepers.splice(0)) keeper.stop();
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });
  const keep = (options: Partial<KeeperOptions> = {}) => {
    const keeper = createMetadataKeeper({
      store: world.deps.store,
      clock: new MovableClock(),
      log: createLog('info', { to: { write: (line) => void lines.push(line) } }),
      outbound: nowhere,
      blob: file(),
      trust: () => ({ roots: [new X509Certificate(root.der)], signer: SIGNER }),
      ...options,
    });
    keepers.push(keeper);
    keeper.start();
    return keeper;
  };
  const largestNo = () => world.deps.store.read((tx) => findFact(tx, 'metadata.no'));
  const said = (text: RegExp) => waitUntil(() => expect(lines.join('')).toMatch(text));

  it('is none where none is configured', async () => {
    const keeper = keep({ blob: null });
    expect(keeper.current()).toBeNull();
    expect(lines).toEqual([]);
  });

  it('is read from its file at start, and its number is remembered', async () => {
    writeFileSync(file(), blobOf(7));
    const keeper = keep();
    await waitUntil(() => expect(keeper.current()?.no).toBe(7));
    expect(await largestNo()).toBe('7');
    expect(lines).toEqual([]);
  });

  it('is fetched where it is an address, and no more than 32 MiB of it', async () => {
    const asked: unknown[] = [];
    const get: Outbound['get'] = async (url, limits) => {
      asked.push(url, limits.bytesMax);
      return Buffer.from(blobOf(8));
    };
    const keeper = keep({ blob: 'https://mds.example/', outbound: { ...nowhere, get } });
    await waitUntil(() => expect(keeper.current()?.no).toBe(8));
    expect(asked).toEqual(['https://mds.example/', 32 * 1024 * 1024]);
  });

  it('older than any ever seen is refused, after a restart too, and the number stays as it was', async () => {
    await world.deps.store.write((tx) => setFact(tx, 'metadata.no', '7'));
    writeFileSync(file(), blobOf(6));
    const keeper = keep();
    await said(/rollback/);
    expect(keeper.current()).toBeNull();
    expect(await largestNo()).toBe('7');
  });

  it('older than what another process took while this one was reading is refused', async () => {
    const { store } = world.deps;
    const slow: Store = {
      ...store,
      read: async (work) => {
        const answer = await store.read(work);
        await store.write((tx) => setFact(tx, 'metadata.no', '9'));
        return answer;
      },
    };
    writeFileSync(file(), blobOf(8));
    const keeper = keep({ store: slow });
    await said(/rollback/);
    expect(keeper.current()).toBeNull();
    expect(await largestNo()).toBe('9');
  });

  it.each([
    ['chain', () => blobOf(7, { by: issueRoot() })],
    [
      'signer',
      () => blobOf(7, { by: issueCertificate(root, { commonName: 'x', extensions: [forHost('x.example')] }) }),
    ],
    ['malformed', () => 'not a BLOB.at.all'],
  ])('that is refused for its %s is not used, and the log says why', async (why, blob) => {
    writeFileSync(file(), blob());
    const keeper = keep();
    await said(new RegExp(`refused: ${why}`));
    expect(keeper.current()).toBeNull();
    expect(await largestNo()).toBeNull();
  });

  it('verified before stays in use once its signer’s certificate runs out, after a restart too', async () => {
    const short = issueCertificate(root, {
      commonName: SIGNER,
      extensions: [forHost(SIGNER)],
      notAfter: TEST_TIME + DAY_MS,
    });
    const later = { clock: new MovableClock(TEST_TIME + 2 * DAY_MS) };
    const seven = blobOf(7, { by: short });
    writeFileSync(file(), seven);
    const first = keep();
    await waitUntil(() => expect(first.current()).toMatchObject({ no: 7, stale: false }));
    const again = keep(later);
    await waitUntil(() => expect(again.current()).toMatchObject({ no: 7, stale: true }));
    expect(lines.join('')).toMatch(/signer has run out; it stays in use/);
    // That very BLOB, and no other of the same signer.
    lines = [];
    writeFileSync(file(), blobOf(8, { by: short }));
    const other = keep(later);
    await said(/refused: chain/);
    expect(other.current()).toBeNull();
    // A newer one was seen meanwhile: then it is a rollback, as any older one.
    lines = [];
    await world.deps.store.write((tx) => setFact(tx, 'metadata.no', '9'));
    writeFileSync(file(), seven);
    const older = keep(later);
    await said(/refused: rollback/);
    expect(older.current()).toBeNull();
  });

  it('that cannot be read is not used, and the log says why', async () => {
    keep();
    await said(/ENOENT/);
  });

  it('past its next update is used, and the log says so', async () => {
    writeFileSync(file(), blobOf(7, { nextUpdate: '2026-05-01' }));
    const keeper = keep();
    await said(/past its next update/);
    expect(keeper.current()).toMatchObject({ no: 7, stale: true });
  });

  it('is looked for again every day; a load that fails leaves what was known in use', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    writeFileSync(file(), blobOf(7));
    const keeper = keep();
    await waitUntil(() => expect(keeper.current()?.no).toBe(7));
    writeFileSync(file(), blobOf(8));
    vi.advanceTimersByTime(DAY_MS);
    await waitUntil(() => expect(keeper.current()?.no).toBe(8));
    writeFileSync(file(), 'torn');
    vi.advanceTimersByTime(DAY_MS);
    await said(/what was known stays in use/);
    expect(keeper.current()?.no).toBe(8);
  });
});
