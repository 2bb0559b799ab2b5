// Asking for a link: the same answer and the same traces in the browser, whoever has the address; a link for some only.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
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

  it('is held up after a few mails to one mailbox, known or not', async () => {
    const account = await makeAccount(world.deps);
    for (const email of [account.email, 'unknown-box@example.com']) {
      for (let mail = 0; mail < LIMITS['mail.address'].points; mail++) {
        expect((await ask(email, `${email} ${mail}`)).answer.allowed).toBe(true);
      }
      expect((await ask(email, `${email} last`)).answer).toMatchObject({ refusal: { tag: 'throttled' } });
    }
  });
});
