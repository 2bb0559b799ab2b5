import { expect, it } from 'vitest';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { openReceiptSigner, receiptKeys } from './receipt-keys.ts';

describeUseCaseOnBoth('the receipts’ key', (world) => {
  it('is made once, however many need it first, and only its public half is shown', async () => {
    const signers = await Promise.all([1, 2, 3].map(() => openReceiptSigner(world.deps)));
    const { keys } = factsOf(await receiptKeys(world.deps));
    for (const signer of signers) expect(signer.keys).toEqual(keys);
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });
});
