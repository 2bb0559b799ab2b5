// Asking to take protection back: a link to the mailbox of the day before, and the same answer for every address.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, makeCaller, ROAMING } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import type { CredentialId } from '../../domain/id.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { setEmail, setProtected } from '../../storage/account.ts';
import { beginRecoveryLink } from '../recovery-link/begin.ts';
import { beginTakeBack } from './begin.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describeUseCaseOnBoth('asking to take protection back', (world) => {
  const settling = async (changedAt: number | null = null) => {
    // The first confirms, and is new; the other takes it back.
    const keys = [{ ...BUILT_IN, trustedAt: TEST_TIME }, ROAMING];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys });
    const now = changedAt === null ? account.email : `new-${account.email}`;
    await world.deps.store.write(async (tx) => {
      if (changedAt !== null) await setEmail(tx, account.id, now, changedAt);
      await setProtected(tx, account.id, 'advanced', 72, TEST_TIME, {
        until: TEST_TIME + SETTLING_MS,
        by: account.keys[0]?.id as CredentialId,
      });
    });
    return { before: account.email, now };
  };
  const ask = (email: string, at = TEST_TIME) =>
    leaves(world.deps, () => beginTakeBack(world.deps, makeCaller({ network: email, now: at }), { email }));
  const mailed = async (email: string, at = TEST_TIME) => (await ask(email, at)).mails.map(({ to }) => to);

  it('mails the link to the mailbox of a day before, and from before what can be contested', async () => {
    const same = await settling();
    expect(await mailed(same.now.toUpperCase())).toEqual([same.now.toUpperCase()]);
    const lately = await settling(TEST_TIME - DAY_MS + 1);
    expect([await mailed(lately.before), await mailed(lately.now)]).toEqual([[lately.before], []]);
    const longAgo = await settling(TEST_TIME - DAY_MS);
    expect([await mailed(longAgo.before), await mailed(longAgo.now)]).toEqual([[longAgo.before], [longAgo.now]]);
    const decided = await settling(TEST_TIME - 7 * DAY_MS);
    expect([await mailed(decided.before), await mailed(decided.now)]).toEqual([[], [decided.now]]);
  });

  it('mails nothing where nothing settles, with the same answer and the same traces', async () => {
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

  it('refuses nobody however often they ask, and a link that works is always in the mailbox', async () => {
    const { before } = await settling();
    const sentAt: number[] = [];
    for (let minute = 0; minute < 120; minute += 5) {
      const at = TEST_TIME + minute * MINUTE_MS;
      const left = await leaves(world.deps, () =>
        beginTakeBack(world.deps, makeCaller({ network: `${before} ${minute}`, now: at }), { email: before }),
      );
      expect(factsOf(left.answer)).toEqual({ expiresAt: at + LINK_MS });
      if (left.mails.length > 0) sentAt.push(at);
      expect(at - (sentAt.at(-1) ?? 0), `after ${minute} minutes`).toBeLessThan(LINK_MS);
    }
    expect(sentAt.length).toBeLessThanOrEqual(18);
  });

  it('is counted apart: recovery links and other spellings of the mailbox use up none of it', async () => {
    const { before } = await settling();
    const asStranger = (count: number) => makeCaller({ network: `${before} ${count}` });
    for (let count = 0; count < 20; count++) {
      await beginRecoveryLink(world.deps, asStranger(count), { email: before });
      await beginTakeBack(world.deps, asStranger(count), { email: before.replace('@', '+x@') });
    }
    expect(await mailed(before)).toEqual([before]);
  });
});
