// Asking to take protection back: a link to the mailbox of the day before, and the same answer for every address.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setEmail, setProtected } from '../../storage/account.ts';
import { beginTakeBack } from './begin.ts';

const DAY_MS = 86_400_000;

describeUseCaseOnBoth('asking to take protection back', (world) => {
  const settling = async (changedAt: number | null = null) => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const now = changedAt === null ? account.email : `new-${account.email}`;
    await world.deps.store.write(async (tx) => {
      if (changedAt !== null) await setEmail(tx, account.id, now, changedAt);
      await setProtected(tx, account.id, 'advanced', 72, TEST_TIME, TEST_TIME + SETTLING_MS);
    });
    return { before: account.email, now };
  };
  const ask = (email: string, at = TEST_TIME) =>
    leaves(world.deps, () => beginTakeBack(world.deps, makeCaller({ network: email, now: at }), { email }));
  const mailed = async (email: string, at = TEST_TIME) => (await ask(email, at)).mails.map(({ to }) => to);

  it('mails the link to the address that the account had a day before, and to no other', async () => {
    const same = await settling();
    expect(await mailed(same.now.toUpperCase())).toEqual([same.now.toUpperCase()]);
    const lately = await settling(TEST_TIME - DAY_MS + 1);
    expect([await mailed(lately.before), await mailed(lately.now)]).toEqual([[lately.before], []]);
    const longAgo = await settling(TEST_TIME - DAY_MS);
    expect([await mailed(longAgo.before), await mailed(longAgo.now)]).toEqual([[], [longAgo.now]]);
  });

  it('mails nothing where nothing settles, with the same answer and the same traces in the browser', async () => {
    const { before } = await settling();
    const settled = await makeAccount(world.deps, { tier: 'advanced' });
    const standard = await makeAccount(world.deps);
    const known = await ask(before);
    for (const email of [settled.email, standard.email, 'nobody@example.com']) {
      const left = await ask(email);
      expect(left.mails, email).toEqual([]);
      expect(factsOf(left.answer).expiresAt).toBe(factsOf(known.answer).expiresAt);
      expect(left.changed).toEqual(known.changed.filter((table) => table !== 'outbox'));
    }
    expect(factsOf(known.answer).expiresAt).toBe(TEST_TIME + LINK_MS);
    expect(await mailed(before, TEST_TIME + SETTLING_MS)).toEqual([]);
  });

  it('is limited per mailbox', async () => {
    const { before } = await settling();
    for (let count = 0; count < LIMITS['mail.address'].points; count++) await ask(before);
    expect((await ask(before)).answer).toMatchObject({ refusal: { tag: 'throttled' } });
  });
});
