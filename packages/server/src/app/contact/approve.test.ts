// Approving a recovery: one key's touch for one recovery, told to the holder, needed besides all else and worth nothing alone.

import { expect, it } from 'vitest';
import { makeAccount, ROAMING, registerKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accept, approve, invite, LONG_AGO, makeContact, makeTrusting } from '../../../../../test/support/contacts.ts';
import { addTwoKeys, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { insertCredential } from '../../storage/credential.ts';
import { recoveryKeyOptions } from '../recovery/add-key.ts';
import { beginRecovery } from '../recovery/begin.ts';
import { completeRecovery } from '../recovery/complete.ts';
import { readRecovery } from '../recovery/read.ts';
import { acceptContact, acceptOptions } from './answer.ts';
import { approveOptions, approveRecovery } from './approve.ts';
import { setNeeded } from './arrange.ts';

const RIPENS = TEST_TIME + HOLD_MS;

describeUseCase('approving a recovery', (world) => {
  const recovering = async (count = 1, needed = 1) => {
    const trusting = await makeTrusting(world.deps, count, needed);
    const proofs = await begin(world.deps, trusting.holder, asker(TEST_TIME));
    const [mia] = trusting.contacts;
    if (!mia) throw new Error('there is a contact');
    return { ...trusting, mia, proofs };
  };

  it('is one touch, is told on both accounts, and shows the holder nothing of where the contact is', async () => {
    const { holder, mia } = await recovering();
    const left = await leaves(world.deps, () => approve(world.deps, mia, TEST_TIME + 1));
    expect(left.answer).toEqual(allow({}));
    expect(left.alerts).toEqual([
      `${holder.email}: contact.approved done`,
      `${mia.account.email}: contact.approve done`,
    ]);
    expect(left.events).toMatchObject([
      { account_id: holder.id, operation: 'contact.approved', actor: 'system', ip: null, subject: mia.account.email },
      { account_id: mia.account.id, operation: 'contact.approve', subject: holder.email, key_name: 'This laptop' },
    ]);
    expect(left.changed).toContain('recovery_approval');
    expect(left.changed).not.toContain('hold');
  });

  it('is needed besides the recovery key and the wait: without it no key is registered and nothing completed', async () => {
    const { mia, proofs } = await recovering();
    const { caseSecret, recoveryKey } = proofs;
    const refused = refuse({ tag: 'recovery-unapproved', needed: 1, approved: 0 });
    const at = asker(RIPENS);
    expect(await recoveryKeyOptions(world.deps, at, { caseSecret, recoveryKey, hint: 'security-key' })).toEqual(
      refused,
    );
    expect(await completeRecovery(world.deps, at, proofs)).toEqual(refused);
    expect(factsOf(await readRecovery(world.deps, at, proofs)).contacts).toEqual({ needed: 1, approved: 0 });
    factsOf(await approve(world.deps, mia, RIPENS));
    expect(factsOf(await readRecovery(world.deps, at, proofs)).contacts).toEqual({ needed: 1, approved: 1 });
    await addTwoKeys(world.deps, at, proofs);
    expect((await completeRecovery(world.deps, at, proofs)).allowed).toBe(true);
  });

  it('shortens no wait, however many approve', async () => {
    const { contacts, proofs } = await recovering(3, 1);
    for (const contact of contacts) factsOf(await approve(world.deps, contact, TEST_TIME + 1));
    const early = asker(RIPENS - 1);
    expect(await completeRecovery(world.deps, early, proofs)).toEqual(
      refuse({ tag: 'recovery-waiting', ripensAt: RIPENS }),
    );
    expect(factsOf(await readRecovery(world.deps, early, proofs)).ripensAt).toBe(RIPENS);
  });

  it('counts once for each contact', async () => {
    const { mia, proofs } = await recovering(2, 2);
    factsOf(await approve(world.deps, mia, TEST_TIME + 1));
    expect(await approve(world.deps, mia, TEST_TIME + 2)).toEqual(refuse({ tag: 'approval-given' }));
    const { contacts } = factsOf(await readRecovery(world.deps, asker(TEST_TIME + 3), proofs));
    expect(contacts).toEqual({ needed: 2, approved: 1 });
  });

  it('is for one recovery: the next one needs it anew', async () => {
    const { holder, mia } = await recovering();
    factsOf(await approve(world.deps, mia, TEST_TIME + 1));
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('hold')
        .set({ state: 'vetoed', ended_at: TEST_TIME + 2 })
        .where('account_id', '=', holder.id)
        .execute(),
    );
    const again = await begin(world.deps, holder, asker(TEST_TIME + 3), 1);
    expect(factsOf(await readRecovery(world.deps, asker(TEST_TIME + 4), again)).contacts).toEqual({
      needed: 1,
      approved: 0,
    });
  });

  it('takes no touch of another account, of another session, a second time, or made for another recovery', async () => {
    const { mia } = await recovering();
    const { contacts } = await recovering();
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME });
    const [key] = mia.account.keys;
    const other = contacts[0];
    if (!key || !other) throw new Error('both have keys');
    const mine = factsOf(await approveOptions(world.deps, caller, { contactId: mia.id }));
    const theirs = factsOf(
      await approveOptions(world.deps, await signIn(world.deps, other.account), { contactId: other.id }),
    );
    const wrong = [
      other.account.keys[0]?.authenticator.assert({ ...mine, allowCredentials: [] }),
      key.authenticator.assert({ ...theirs, allowCredentials: [] }),
    ];
    for (const response of wrong) {
      if (!response) throw new Error('both have keys');
      const decision = await approveRecovery(world.deps, caller, { contactId: mia.id, response });
      expect(decision).toMatchObject({ allowed: false, refusal: { tag: 'ceremony-failed' } });
    }
    const response = key.authenticator.assert(mine);
    expect((await approveRecovery(world.deps, caller, { contactId: mia.id, response })).allowed).toBe(true);
    expect(await approveRecovery(world.deps, caller, { contactId: mia.id, response })).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'challenge-spent' }),
    );
  });

  it('takes no touch that was asked for in an earlier recovery of the same account', async () => {
    const { holder, mia } = await recovering();
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME });
    const options = factsOf(await approveOptions(world.deps, caller, { contactId: mia.id }));
    const change = { state: 'vetoed', ended_at: TEST_TIME } as const;
    await world.deps.store.write((tx) =>
      tx.q.updateTable('hold').set(change).where('account_id', '=', holder.id).execute(),
    );
    await begin(world.deps, holder, asker(TEST_TIME), 1);
    const response = mia.account.keys[0]?.authenticator.assert(options);
    if (!response) throw new Error('the contact has a key');
    const decision = await approveRecovery(world.deps, caller, { contactId: mia.id, response });
    expect(decision).toMatchObject({ allowed: false, refusal: { tag: 'ceremony-failed' } });
  });

  it('takes no touch that the contact gave for something else: another holder’s recovery, or accepting an invitation', async () => {
    const { mia } = await recovering();
    const [key] = mia.account.keys;
    if (!key) throw new Error('the contact has a key');
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    const now = LONG_AGO;
    const alsoTheirs = await invite(world.deps, other, mia.account.email, now);
    const then = await signIn(world.deps, mia.account, { now });
    factsOf(await accept(world.deps, then, alsoTheirs, key));
    factsOf(await setNeeded(world.deps, await signIn(world.deps, other, { now }), { needed: 1 }));
    await begin(world.deps, other, asker(TEST_TIME, '203.0.113.4'));
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME });
    const elsewhere = [
      factsOf(await approveOptions(world.deps, caller, { contactId: alsoTheirs })),
      factsOf(await acceptOptions(world.deps, caller, { contactId: mia.id })),
    ];
    for (const options of elsewhere) {
      const response = key.authenticator.assert(options);
      expect(await approveRecovery(world.deps, caller, { contactId: mia.id, response })).toEqual(
        refuse({ tag: 'ceremony-failed', why: 'challenge-unknown' }),
      );
    }
    // And the other way round: what approves one recovery accepts nothing.
    const mine = factsOf(await approveOptions(world.deps, caller, { contactId: mia.id }));
    const response = key.authenticator.assert(mine);
    expect(await acceptContact(world.deps, caller, { contactId: mia.id, response })).toMatchObject({ allowed: false });
    expect((await approveRecovery(world.deps, caller, { contactId: mia.id, response })).allowed).toBe(true);
  });

  it('of a recovery that nobody began, or of somebody else’s contact, is as if there were none', async () => {
    const { contacts } = await makeTrusting(world.deps, 1, 1);
    const { mia } = await recovering();
    const quiet = contacts[0];
    if (!quiet) throw new Error('there is a contact');
    expect(await approve(world.deps, quiet, TEST_TIME)).toEqual(refuse({ tag: 'not-found' }));
    expect(await approve(world.deps, { ...quiet, id: mia.id }, TEST_TIME)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('needs a key that has been on the contact’s account for a day', async () => {
    const { mia } = await recovering();
    const { id: accountId, userHandle } = mia.account;
    const asked = { ...ROAMING, fullRightsAt: TEST_TIME + HOUR_MS };
    const young = await registerKey(world.deps, { accountId, userHandle, at: TEST_TIME }, asked);
    await world.deps.store.write((tx) => insertCredential(tx, young.row));
    const thief = { ...mia, account: { ...mia.account, keys: [young] } };
    const decision = await approve(world.deps, thief, TEST_TIME);
    expect(decision).toEqual(refuse({ tag: 'key-on-probation', fullRightsAt: TEST_TIME + HOUR_MS }));
  });
});

describeUseCase('a contact who is also the attacker', (world) => {
  it('gains nothing without a recovery key: there is nothing to approve, and no case to begin', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [eve] = contacts;
    if (!eve) throw new Error('there is a contact');
    const left = await leaves(world.deps, () => approve(world.deps, eve, TEST_TIME));
    expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
    const guess = { email: holder.email, recoveryKey: eve.account.recoveryKeys[0] ?? '' };
    expect(await beginRecovery(world.deps, asker(TEST_TIME), guess)).toMatchObject({ allowed: false });
  });

  it('with a stolen recovery key waits as long as anybody, and the holder hears of the case and of the approval', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [eve] = contacts;
    if (!eve) throw new Error('there is a contact');
    const left = await leaves(world.deps, async () => {
      const proofs = await begin(world.deps, holder, asker(TEST_TIME));
      factsOf(await approve(world.deps, eve, TEST_TIME + 1));
      return completeRecovery(world.deps, asker(TEST_TIME + 2), proofs);
    });
    expect(left.answer).toEqual(refuse({ tag: 'recovery-waiting', ripensAt: RIPENS }));
    const told = left.alerts.filter((alert) => alert.startsWith(holder.email));
    expect(told).toEqual([
      `${holder.email}: recovery.begin done`,
      `${holder.email}: contact.approved done`,
      `${holder.email}: recovery.complete refused`,
    ]);
  });

  it('with a stolen session cannot bring accounts of their own into a recovery that has begun', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 1);
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    // Not at once, for instance while the holder is asleep: the sign-in would have stopped it.
    const eve = await makeContact(world.deps, holder, TEST_TIME + 1);
    const refused = refuse({ tag: 'contact-too-new', from: null });
    expect(await approve(world.deps, eve, TEST_TIME + 2)).toEqual(refused);
    expect(await approve(world.deps, eve, RIPENS + HOLD_MS)).toEqual(refused);
    expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toMatchObject({ allowed: false });
  });

  it('cannot approve for three days after becoming one, even in a recovery that begins later', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced' });
    const eve = await makeContact(world.deps, holder, TEST_TIME - HOUR_MS);
    factsOf(await setNeeded(world.deps, await signIn(world.deps, holder), { needed: 1 }));
    await begin(world.deps, holder, asker(TEST_TIME));
    const from = TEST_TIME - HOUR_MS + HOLD_MS;
    expect(await approve(world.deps, eve, from - 1)).toEqual(refuse({ tag: 'contact-too-new', from }));
    expect((await approve(world.deps, eve, from)).allowed).toBe(true);
  });

  it('who was removed, or whose account lost its protection, counts no more, even having approved', async () => {
    for (const end of ['removed', 'unprotected'] as const) {
      const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
      const [eve] = contacts;
      if (!eve) throw new Error('there is a contact');
      const proofs = await begin(world.deps, holder, asker(TEST_TIME));
      factsOf(await approve(world.deps, eve, TEST_TIME + 1));
      await world.deps.store.write(async (tx) => {
        if (end === 'removed') {
          await tx.q.updateTable('recovery_contact').set({ state: 'ended' }).where('id', '=', eve.id).execute();
        } else await tx.q.updateTable('account').set({ tier: 'standard' }).where('id', '=', eve.account.id).execute();
      });
      expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toEqual(
        refuse({ tag: 'recovery-unapproved', needed: 1, approved: 0 }),
      );
    }
  });
});
