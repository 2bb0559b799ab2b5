import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import { loadAccount, setEmail, setProtected } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { mailboxesThatTakeBack } from './mailboxes.ts';

const DAY_MS = 86_400_000;

describeUseCaseOnBoth('mailboxes that take protection back', (world) => {
  it('are none but those from which something of before does', async () => {
    // The first confirms, and is new; the other takes it back until it goes.
    const keys = [{ ...BUILT_IN, trustedAt: TEST_TIME }, ROAMING];
    const { id, email, keys: made } = await makeAccount(world.deps, { tier: 'advanced', keys });
    const [by, other] = made;
    if (!by || !other) throw new Error('two keys were made');
    const found = () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, id);
        if (account?.tier !== 'advanced') throw new Error('it is protected');
        return (await mailboxesThatTakeBack(tx, account)).map((mailbox) => mailbox.email);
      });
    await world.deps.store.write(async (tx) => {
      await setEmail(tx, id, `new-${email}`, TEST_TIME - 3 * DAY_MS);
      await setProtected(tx, id, 'advanced', 72, TEST_TIME, { until: TEST_TIME + SETTLING_MS, by: by.id });
    });
    expect(await found()).toEqual([`new-${email}`, email]);
    await world.deps.store.write((tx) => deleteCredential(tx, id, other.id, TEST_TIME - 20 * DAY_MS));
    expect(await found()).toEqual([]);
  });
});
