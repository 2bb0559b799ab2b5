// What others ask of an account: invitations to its address, whom it is a contact for, and recoveries to approve.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { approve, invite, LONG_AGO, makeContact, makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { INVITATION_MS } from '../../domain/contact/contact.ts';
import { CLAIM_MS, HOLD_MS } from '../../domain/hold/hold.ts';
import { listContactCases } from './cases.ts';

describeUseCase('what others ask of an account', (world) => {
  const look = async (account: Parameters<typeof signIn>[1], now = TEST_TIME) =>
    factsOf(await listContactCases(world.deps, await signIn(world.deps, account, { now })));

  it('are invitations to its own address that can still be accepted, also on a standard account', async () => {
    const account = await makeAccount(world.deps);
    const holder = await makeAccount(world.deps, { tier: 'advanced', displayName: 'Mara' });
    const id = await invite(world.deps, holder, account.email, TEST_TIME);
    const expiresAt = TEST_TIME + INVITATION_MS;
    const invitation = { id, name: 'Mara', email: holder.email, invitedAt: TEST_TIME, expiresAt };
    expect(await look(account)).toEqual({ invitations: [invitation], trustedBy: [], cases: [] });
    expect((await look(account, expiresAt)).invitations).toEqual([]);
    expect((await look(await makeAccount(world.deps))).invitations).toEqual([]);
  });

  it('are recoveries that need approvals, with who, from where, since when and with what', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 2);
    const [mia, noor] = contacts;
    if (!mia || !noor) throw new Error('there are two');
    expect((await look(mia.account)).cases).toEqual([]);
    const begun = await begin(world.deps, holder, { ...asker(TEST_TIME), ip: '8.8.8.8' });
    factsOf(await approve(world.deps, noor, TEST_TIME + 1));
    const { cases, trustedBy } = await look(mia.account, TEST_TIME + 2);
    expect(trustedBy).toEqual([{ id: mia.id, name: 'Ada', email: holder.email, since: LONG_AGO }]);
    expect(cases).toEqual([
      {
        id: mia.id,
        name: 'Ada',
        email: holder.email,
        caseNumber: begun.caseNumber,
        state: 'waiting',
        startedAt: TEST_TIME,
        ripensAt: TEST_TIME + 72 * HOUR_MS,
        expiresAt: TEST_TIME + 72 * HOUR_MS + CLAIM_MS,
        place: { countryCode: 'US', country: 'United States' },
        device: 'Unknown browser',
        newDevice: true,
        needed: 2,
        approved: 1,
        approvedAt: null,
        objectedAt: null,
        mayApprove: true,
        goesOnAt: TEST_TIME + 72 * HOUR_MS + 30 * 24 * HOUR_MS,
        notThem: expect.stringMatching(/^hfc_/),
      },
    ]);
    expect((await look(noor.account)).cases).toMatchObject([{ approvedAt: TEST_TIME + 1 }]);
    const thirtyDays = 30 * 24 * HOUR_MS;
    expect((await look(mia.account, TEST_TIME + HOLD_MS)).cases).toMatchObject([{ state: 'waiting' }]);
    expect((await look(mia.account, TEST_TIME + HOLD_MS + thirtyDays)).cases).toMatchObject([{ state: 'ripe' }]);
    expect((await look(mia.account, TEST_TIME + HOLD_MS + thirtyDays + CLAIM_MS)).cases).toEqual([]);
  });

  it('say so where this account came too late for a recovery', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 1);
    await begin(world.deps, holder, asker(TEST_TIME));
    const late = await makeContact(world.deps, holder, TEST_TIME + 1);
    expect((await look(late.account, TEST_TIME + 2)).cases).toMatchObject([
      { mayApprove: false, goesOnAt: null, notThem: null },
    ]);
  });

  it('are nothing where the holder asks for no approvals', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 0);
    await begin(world.deps, holder, asker(TEST_TIME));
    const account = contacts[0]?.account;
    if (!account) throw new Error('there is a contact');
    expect((await look(account)).cases).toEqual([]);
  });
});
