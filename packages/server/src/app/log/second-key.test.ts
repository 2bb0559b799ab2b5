// The log's second key: made with the first head that it can sign, kept sealed, and the same for ever after.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { sha256, verifySignature } from '../../../../cli/src/audit/node-crypto.ts';
import { type NoteKey, parseNote, parseNoteKey, verifyNote } from '../../../../contract/src/log.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { findHead, findLatestCheckpoint } from '../../storage/log.ts';
import { record } from '../record.ts';
import { sealEvents } from './seal.ts';
import { cosignHead, formatSecondKey } from './second-key.ts';

describeUseCase('the log’s second key', (world) => {
  const seal = async () => {
    await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}),
    );
    await sealEvents(world.deps, TEST_TIME);
    return world.deps.store.read(async (tx) => {
      const [head, latest] = [await findHead(tx), await findLatestCheckpoint(tx)];
      if (!head || !latest) throw new Error('nothing was sealed');
      return { head, latest };
    });
  };

  it('signs every head, under one key that stays', async () => {
    const first = await seal();
    const line = formatSecondKey(first.head);
    const key = parseNoteKey(sha256, line ?? '') as NoteKey;
    expect(key).toMatchObject({ name: first.head.origin, type: 'cosignature-ml-dsa-44' });
    expect(first.head.second_seed_sealed).toMatch(/^a\./);
    for (const { head, latest } of [first, await seal()]) {
      expect(formatSecondKey(head)).toBe(line);
      const note = parseNote(`${latest.note}${head.second_line}`);
      expect(note && (await verifyNote(sha256, verifySignature, note, key))).toEqual({ atSeconds: TEST_TIME / 1000 });
    }
    const stale = parseNote(`${(await seal()).latest.note}${first.head.second_line}`);
    expect(stale && (await verifyNote(sha256, verifySignature, stale, key))).toBeNull();
  });

  it('is not made anew where the secret that sealed it is gone', async () => {
    const { head } = await seal();
    const keyRing = createKeyRing([{ version: 'b', secret: Buffer.alloc(32, 'another') }], systemRandom);
    const of = { origin: head.origin, size: head.size, root: new Uint8Array(32) };
    expect(() => cosignHead({ ...world.deps, keyRing }, head, of, '', TEST_TIME)).toThrow(/secret that is gone/);
  });
});
