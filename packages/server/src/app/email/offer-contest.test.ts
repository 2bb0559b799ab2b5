// The mailbox that was just replaced gets the link to say no.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { CONTEST_MS } from '../../domain/account/contest.ts';
import { loadAccount } from '../../storage/account.ts';
import { readContestLink } from './contest-link.ts';
import { offerContest } from './offer-contest.ts';

describeUseCase('the offer to contest', (world) => {
  it('goes to the address that the account had, with a link to this one change', async () => {
    const { id, email } = await makeAccount(world.deps);
    const left = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, id);
        if (account) offerContest(world.deps, tx, account, [], TEST_TIME);
      }),
    );
    const [mail] = left.mails;
    expect(mail).toMatchObject({ to: email, content: { kind: 'address-changed', until: TEST_TIME + CONTEST_MS } });
    const link = mail?.content.kind === 'address-changed' ? mail.content.link : '';
    expect(readContestLink(world.deps.keyRing, link, TEST_TIME)).toEqual({ accountId: id, changedAt: TEST_TIME });
  });

  it('also goes once to each mailbox of the week before, with what is left of that one’s time', async () => {
    const { id, email } = await makeAccount(world.deps);
    const before = [
      { email: 'first@example.com', untilAt: TEST_TIME - 2000 },
      { email, untilAt: TEST_TIME - 1000 },
    ];
    const left = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, id);
        if (account) offerContest(world.deps, tx, account, before, TEST_TIME);
      }),
    );
    expect(left.mails).toMatchObject([
      { to: email, content: { until: TEST_TIME + CONTEST_MS, again: false } },
      { to: 'first@example.com', content: { until: TEST_TIME - 2000 + CONTEST_MS, again: true } },
    ]);
  });
});
