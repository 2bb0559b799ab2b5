// The key of notifications is made once, however many need it first, and kept sealed.

import { expect, it } from 'vitest';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { findFact } from '../../storage/fact.ts';
import { readPublicKey } from './public-key.ts';

describeUseCaseOnBoth('the key of notifications', (world) => {
  it('is one, on the curve, and its private half stands nowhere in the open', async () => {
    const { deps } = world;
    const read = await Promise.all([1, 2, 3].map(() => readPublicKey(deps)));
    const keys = new Set(read.map((answer) => factsOf(answer).publicKey));
    expect(keys.size).toBe(1);
    expect(Buffer.from([...keys][0] ?? '', 'base64url')).toHaveLength(65);
    const kept = await deps.store.read((tx) => findFact(tx, 'push.key'));
    expect(deps.keyRing.open('push-key', kept ?? '')).toHaveLength(32);
  });
});
