// Asking the contacts: each who stands hears of a recovery that needs approvals, and nobody of one that does not.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { invite, makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount, setStandard } from '../../storage/account.ts';
import { askContacts } from './ask.ts';

describeUseCase('a recovery that begins', (world) => {
  it('is told to each contact in a mail of their own, and to nobody who was only invited', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    await invite(world.deps, holder, 'only-invited@example.org');
    const left = await leaves(world.deps, () => begin(world.deps, holder, asker(TEST_TIME)));
    expect(left.alerts).toEqual([
      `${holder.email}: recovery.begin done`,
      ...contacts.map(({ account }) => `${account.email}: contact.asked done`),
    ]);
    expect(left.events.slice(1)).toMatchObject(
      contacts.map(({ account }) => ({
        account_id: account.id,
        actor: 'system',
        subject: holder.email,
        effective_at: TEST_TIME + 72 * HOUR_MS,
        ip: null,
      })),
    );
  });

  it('is not told to a contact whose account is protected no more', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [gone, stays] = contacts;
    if (!gone || !stays) throw new Error('there are two');
    await world.deps.store.write((tx) => setStandard(tx, gone.account.id));
    const left = await leaves(world.deps, () => begin(world.deps, holder, asker(TEST_TIME)));
    expect(left.alerts.slice(1)).toEqual([`${stays.account.email}: contact.asked done`]);
  });

  it('asks nobody where no approval is needed', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 0);
    const left = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, holder.id);
        if (account) await askContacts(world.deps, tx, account, { ripensAt: TEST_TIME, now: TEST_TIME });
      }),
    );
    expect(left.changed).toEqual([]);
  });
});
