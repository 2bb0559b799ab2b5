// Asking for a link: the same answer and the same traces in the browser, whoever has the address; a link for some only.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { linkIn } from '../../../../../test/support/recovery-links.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setFrozen } from '../../storage/account.ts';
import { beginRecoveryLink } from './begin.ts';

describeUseCaseOnBoth('asking for a recovery link', (world) => {
  const ask = (email: string, network = email) =>
    leaves(world.deps, () => beginRecoveryLink(world.deps, makeCaller({ network }), { email }));

  it('mails one to the holder of a standard account, and puts it on record', async () => {
    const account = await makeAccount(world.deps);
    const left = await ask(account.email.toUpperCase());
    expect(left.mails).toMatchObject([
      { to: account.email, content: { kind: 'recovery-link', bySupport: false, expiresAt: TEST_TIME + LINK_MS } },
    ]);
    expect(linkIn(left)).toMatch(/^hfl_/);
    expect(left.events).toMatchObject([
      { operation: 'recovery-link.begin', outcome: 'done', actor: 'stranger', account_id: account.id },
    ]);
    expect(left.alerts).toEqual([]);
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('flow').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(linkIn(left));
  });

  it('answers alike and mails nobody where nobody has the address', async () => {
    const account = await makeAccount(world.deps);
    const known = await ask(account.email);
    const unknown = await ask('nobody-here@example.com');
    expect(factsOf(unknown.answer).expiresAt).toBe(factsOf(known.answer).expiresAt);
    expect(factsOf(unknown.answer).flowToken).toMatch(/^hff_/);
    expect(unknown.mails).toEqual([]);
    expect(unknown.events).toMatchObject([{ outcome: 'refused', reason: 'unknown-account', account_id: null }]);
    expect(unknown.changed).toContain('flow');
  });

  it('answers alike on a protected account, whose holder is told that there is no such way', async () => {
    for (const tier of ['advanced', 'hardware'] as const) {
      const account = await makeAccount(world.deps, { tier });
      const left = await ask(account.email);
      expect(factsOf(left.answer).expiresAt).toBe(TEST_TIME + LINK_MS);
      expect(left.mails).toEqual([]);
      expect(left.alerts).toEqual([`${account.email}: recovery-link.begin refused`]);
      expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'tier', actor: 'stranger' }]);
    }
  });

  it('sends none after “This wasn’t me” where the account has a key', async () => {
    const account = await makeAccount(world.deps);
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    const left = await ask(account.email);
    expect(left.answer.allowed).toBe(true);
    expect(left.mails).toEqual([]);
    expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'frozen' }]);
  });

  it('mails only so many an hour to one mailbox, and refuses nobody for it, known or not', async () => {
    const account = await makeAccount(world.deps);
    const { points } = LIMITS['link.address'];
    for (const [email, mails] of [
      [account.email, points + 1],
      ['unknown-box@example.com', 0],
    ] as const) {
      let sent = 0;
      for (let count = 0; count < points + 10; count++) {
        const left = await ask(email, `${email} ${count}`);
        expect(factsOf(left.answer).expiresAt).toBe(TEST_TIME + LINK_MS);
        sent += left.mails.length;
        // What anybody can fill is no record.
        expect(left.events).toHaveLength(count <= points ? 1 : 0);
      }
      expect(sent).toBe(mails);
    }
  });

  it('never leaves the mailbox without a link that can be followed, however many strangers ask', async () => {
    const account = await makeAccount(world.deps);
    // The hashing is left out, for the time that it takes.
    const deps = { ...world.deps, passwordHashing: { ...world.deps.passwordHashing, verify: async () => false } };
    let mailedAt = Number.NEGATIVE_INFINITY;
    let mails = 0;
    const hours = 3;
    for (let minute = 0; minute < hours * 60; minute++) {
      const now = TEST_TIME + minute * 60_000;
      const caller = makeCaller({ network: `minute ${minute}`, now });
      const left = await leaves(deps, () => beginRecoveryLink(deps, caller, { email: account.email }));
      expect(left.answer.allowed).toBe(true);
      if (left.mails.length > 0) mailedAt = now;
      mails += left.mails.length;
      expect(now - mailedAt).toBeLessThan(LINK_MS);
    }
    expect(mails).toBeLessThanOrEqual(hours * (LIMITS['link.address'].points + 3_600_000 / LINK_MS));
  });

  it('always mails one to a browser that the account knows, whatever strangers asked for', async () => {
    const account = await makeAccount(world.deps);
    const holder = await signIn(world.deps, account);
    for (let count = 0; count < 40; count++) await ask(account.email, `many ${count}`);
    for (let count = 0; count <= LIMITS['mail.network'].points; count++) await ask('else@example.com', holder.network);
    expect((await ask('else@example.com', holder.network)).answer).toMatchObject({ refusal: { tag: 'throttled' } });
    const browser = { ...holder, session: null };
    const left = await leaves(world.deps, () => beginRecoveryLink(world.deps, browser, { email: account.email }));
    expect(linkIn(left)).toMatch(/^hfl_/);
    for (let count = 1; count < LIMITS['link.browser'].points; count++) {
      expect((await beginRecoveryLink(world.deps, browser, { email: account.email })).allowed).toBe(true);
    }
    // Beyond its own it is like any other browser, in a network that asked for too much.
    const last = await beginRecoveryLink(world.deps, browser, { email: account.email });
    expect(last).toMatchObject({ refusal: { tag: 'throttled' } });
  });
});
