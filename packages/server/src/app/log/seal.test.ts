// The sealer: every committed event once, in one order, under a signed head that anybody can check.

import { createPublicKey, verify as verifyWith } from 'node:crypto';
import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import {
  hashLeaf,
  opens,
  parseCheckpoint,
  parseEntry,
  parseNote,
  parseNoteKey,
  RunningRoot,
  sameBytes,
  verifyNote,
} from '../../../../contract/src/log.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { sha256 } from '../../platform/sha256.ts';
import { listEntries } from '../../storage/log.ts';
import { record } from '../record.ts';
import { particularsOf } from './particulars-of.ts';
import { readLog } from './read-log.ts';
import { isFullBatch, sealEvents } from './seal.ts';

const verify = async (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> => {
  const x = Buffer.from(publicKey).toString('base64url');
  return verifyWith(
    null,
    message,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    signature,
  );
};

describeUseCase('the sealer', (world) => {
  const happen = (account: MadeAccount | null, subject = 'a thing') =>
    world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'account.rename', account, { done: true }, { subject }),
    );
  const sealAll = async (now = TEST_TIME) => {
    let count = 0;
    for (let sealed = 1; sealed > 0; count += sealed) sealed = await sealEvents(world.deps, now);
    return count;
  };
  const entries = () => world.deps.store.read((tx) => listEntries(tx, 0, 10_000));

  it('has nothing to show before the first event', async () => {
    expect(await readLog(world.deps)).toMatchObject({ refusal: { tag: 'not-found' } });
    expect(await sealEvents(world.deps, TEST_TIME)).toBe(0);
  });

  it('seals each event once, and signs a head whose root is that of all entries', async () => {
    const account = await makeAccount(world.deps);
    const ids = [await happen(account), await happen(null), await happen(account)];
    expect(await sealAll()).toBe(3);
    expect(await sealAll()).toBe(0);
    const sealed = await entries();
    expect(sealed.map(({ row }) => row.position)).toEqual([0, 1, 2]);
    expect(sealed.map(({ row }) => row.event_id).sort()).toEqual([...ids].sort());

    const log = factsOf(await readLog(world.deps));
    expect(log).toMatchObject({ origin: 'localhost:8400/log', size: 3, signedAt: TEST_TIME });
    const note = parseNote(log.checkpoint);
    const key = parseNoteKey(sha256, log.key);
    if (!note || !key) throw new Error('neither note nor key');
    expect(await verifyNote(sha256, verify, note, key)).toEqual({ atSeconds: null });
    const running = new RunningRoot(sha256);
    for (const { row } of sealed) running.add(hashLeaf(sha256, Buffer.from(row.entry)));
    expect(sameBytes(parseCheckpoint(note.text)?.root ?? new Uint8Array(), running.root())).toBe(true);
  });

  it('commits to the personal columns without holding them', async () => {
    const account = await makeAccount(world.deps);
    await happen(account, 'a name that is mine');
    await sealAll();
    const { row, event } = (await entries()).at(-1) ?? {};
    const entry = parseEntry(row?.entry ?? '');
    if (!entry || !row || !event) throw new Error('not sealed');
    expect(row.entry).not.toContain('a name that is mine');
    expect(row.entry).not.toContain(account.id);
    expect(row.entry).not.toContain(event.ip);
    const opening = { salt: row.salt ?? '', particulars: particularsOf(event) };
    expect(opens(sha256, entry, opening)).toBe(true);
    expect(opens(sha256, entry, { ...opening, particulars: { ...opening.particulars, ip: '192.0.2.99' } })).toBe(false);
  });

  it('links the entries about one account, from its first without a gap, and no others', async () => {
    const [one, other] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    for (const account of [one, other, null, one]) await happen(account);
    await sealAll();
    await happen(one);
    await sealAll();
    const all = await entries();
    const chainOf = (account: MadeAccount) =>
      all.flatMap(({ row, event }) =>
        event?.account_id === account.id ? [{ at: row.position, chain: parseEntry(row.entry)?.chain }] : [],
      );
    const chain = chainOf(one);
    expect(chain.map((link) => link.chain?.n)).toEqual([1, 2, 3]);
    expect(chain.map((link) => link.chain?.previous)).toEqual([null, chain[0]?.at, chain[1]?.at]);
    expect(new Set(chain.map((link) => link.chain?.tag)).size).toBe(1);
    expect(chainOf(other)[0]?.chain?.tag).not.toBe(chain[0]?.chain?.tag);
    expect(all.find(({ event }) => event?.account_id === null)?.row.entry).toContain('"chain":null');
  });

  it('catches up with more than a batch, and keeps the roots of each 256 entries', async () => {
    const before = (await entries()).length;
    await Promise.all(Array.from({ length: 600 }, () => happen(null)));
    const first = await sealEvents(world.deps, TEST_TIME);
    expect(isFullBatch(first)).toBe(true);
    expect(first + (await sealAll())).toBe(600);
    const nodes = await world.deps.store.read((tx) => tx.q.selectFrom('log_node').selectAll().execute());
    expect(nodes).toHaveLength(Math.floor((before + 600) / 256));
  });

  it('goes on under the same key after its secret is rotated, and stops if that secret is gone', async () => {
    const key = factsOf(await readLog(world.deps)).key;
    const old = { version: 'a', secret: Buffer.alloc(32, 'a secret that only tests know') };
    const next = { version: 'b', secret: Buffer.alloc(32, 'another') };
    await happen(null);
    const without = { ...world.deps, keyRing: createKeyRing([next], systemRandom) };
    await expect(sealEvents(without, TEST_TIME)).rejects.toThrow(/secret that is gone/);
    const rotated = { ...world.deps, keyRing: createKeyRing([next, old], systemRandom) };
    expect(await sealEvents(rotated, TEST_TIME)).toBe(1);
    expect(factsOf(await readLog(world.deps)).key).toBe(key);
  });
});
