// Which head counts as witnessed, and what stands under a head that is served.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { formatCosignerKey } from '../../domain/audit/cosigner.ts';
import { sha256 } from '../../platform/sha256.ts';
import { findHead } from '../../storage/log.ts';
import { dropOutdone, insertCosignature } from '../../storage/log-cosignature.ts';
import { record } from '../record.ts';
import { codec } from './codec.ts';
import { sealEvents } from './seal.ts';
import { findWitnessed, keyOfWitness, seeWitnesses } from './witnessed.ts';

const witness = (name: string) => {
  const publicKey = sha256(codec.encode(name));
  return {
    name,
    url: 'https://w.example',
    key: formatCosignerKey(sha256, codec, { name, algorithm: 'ed25519', publicKey }),
  };
};
const [A, B, C] = ['a', 'b', 'c'].map(witness) as [LogWitnessOf, LogWitnessOf, LogWitnessOf];
type LogWitnessOf = ReturnType<typeof witness>;

describeUseCaseOnBoth('the witnessed head', (world) => {
  const sign = (size: number, ...by: LogWitnessOf[]) =>
    world.deps.store.write(async (tx) => {
      for (const one of by) {
        const row = { size, cosigner: keyOfWitness(one).id, line: `— ${one.name} ${size}\n`, at: size };
        await insertCosignature(tx, row);
      }
      await dropOutdone(tx);
    });
  const found = (...witnesses: LogWitnessOf[]) =>
    world.deps.store.read(async (tx) => {
      const head = await findHead(tx);
      return head && findWitnessed(tx, head, witnesses);
    });

  it('is the largest that more than half of those configured signed, whoever else did', async () => {
    for (let count = 0; count < 5; count++) {
      await world.deps.store.write((tx) =>
        record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}),
      );
      await sealEvents(world.deps, TEST_TIME);
    }
    expect(await found(A, B, C)).toBeNull();
    await sign(2, A, B);
    await sign(3, A);
    await sign(4, C);
    expect(await found()).toBeNull();
    expect(await found(A)).toMatchObject({ size: 3, by: ['a'] });
    expect(await found(A, B)).toMatchObject({ size: 2, by: ['a', 'b'] });
    expect(await found(A, B, C)).toMatchObject({ size: 2, by: ['a', 'b'] });
    await sign(4, B);
    expect(await found(A, B, C)).toMatchObject({ size: 4, by: ['b', 'c'] });
    expect((await found(A, B, C))?.checkpoint).toMatch(/\n\n— localhost:8400\/log \S+\n— b 4\n— c 4\n$/);
    expect(await world.deps.store.read((tx) => seeWitnesses(tx, [A, B]))).toMatchObject([
      { name: 'a', size: 3 },
      { name: 'b', size: 4, at: 4 },
    ]);
  });
});
