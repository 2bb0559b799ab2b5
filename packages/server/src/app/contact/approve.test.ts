// Approving a recovery: one key's touch for one recovery, told to the holder, needed besides all else and worth nothing alone.

import { expect, it } from 'vitest';
import { makeAccount, ROAMING, registerKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accept, approve, invite, LONG_AGO, makeContact, makeTrusting } from '../../../../../test/support/contacts.ts';
import { addTwoKeys, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import type { ContactId } from '../../domain/id.ts';
import { setWaitHours } from '../../storage/account.ts';
import { insertCredential } from '../../storage/credential.ts';
import type { SignedInCaller } from '../caller.ts';
import { recoveryKeyOptions } from '../recovery/add-key.ts';
import { beginRecovery } from '../recovery/begin.ts';
import { completeRecovery } from '../recovery/complete.ts';
import { readRecovery } from '../recovery/read.ts';
import { acceptContact, acceptOptions } from './answer.ts';
import { approveOptions, approveRecovery } from './approve.ts';
import { setNeeded } from './arrange.ts';
import { listContactCases } from './cases.ts';

const RIPENS = TEST_TIME + HOLD_MS;

describeUseCase('approving a recovery', (world) => {
  /** Of the last recovery that this contact is asked about. */
  const which = async (caller: SignedInCaller, contactId: ContactId) => {
    const { cases } = factsOf(await listContactCases(world.deps, caller));
    return { contactId, caseNumber: cases.findLast(({ id }) => id === contactId)?.caseNumber ?? '' };
  };

  const recovering = async (count = 1, needed = 1) => {
    const trusting = await makeTrusting(world.deps, count, needed);
    const proofs = await begin(world.deps, trusting.holder, asker(TEST_TIME));
    const [mia] = trusting.contacts;
    if (!mia) throw new Error('there is a contact');
    return { ...trusting, mia, proofs };
  };

  it('is one touch, is told on both accounts, and does not show the holder where the contact is', async () => {
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

  it('is needed besides recovery key and wait: without it no key is added and nothing completes', async () => {
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

  it('is for the one of two recoveries whose number was read out', async () => {
    const { holder, mia, proofs } = await recovering();
    const other = await begin(world.deps, holder, asker(TEST_TIME + 1), 1);
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME + 2 });
    const { caseNumber } = proofs;
    const options = factsOf(await approveOptions(world.deps, caller, { contactId: mia.id, caseNumber }));
    const response = mia.account.keys[0]?.authenticator.assert(options);
    if (!response) throw new Error('the contact has a key');
    const swapped = { contactId: mia.id, caseNumber: other.caseNumber, response };
    expect(await approveRecovery(world.deps, caller, swapped)).toMatchObject({ refusal: { tag: 'ceremony-failed' } });
    factsOf(await approveRecovery(world.deps, caller, { contactId: mia.id, caseNumber, response }));
    const approvedOf = async (one: { readonly caseSecret: string }) =>
      factsOf(await readRecovery(world.deps, asker(TEST_TIME + 3), one)).contacts?.approved;
    expect([await approvedOf(proofs), await approvedOf(other)]).toEqual([1, 0]);
  });

  it('is for one recovery: the next one needs it again', async () => {
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

  it('takes no touch of another account or session, of another recovery, or a second time', async () => {
    const { mia } = await recovering();
    const { contacts } = await recovering();
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME });
    const [key] = mia.account.keys;
    const other = contacts[0];
    if (!key || !other) throw new Error('both have keys');
    const mine = factsOf(await approveOptions(world.deps, caller, await which(caller, mia.id)));
    const elsewhere = await signIn(world.deps, other.account);
    const theirs = factsOf(await approveOptions(world.deps, elsewhere, await which(elsewhere, other.id)));
    const wrong = [
      other.account.keys[0]?.authenticator.assert({ ...mine, allowCredentials: [] }),
      key.authenticator.assert({ ...theirs, allowCredentials: [] }),
    ];
    for (const response of wrong) {
      if (!response) throw new Error('both have keys');
      const decision = await approveRecovery(world.deps, caller, { ...(await which(caller, mia.id)), response });
      expect(decision).toMatchObject({ allowed: false, refusal: { tag: 'ceremony-failed' } });
    }
    const response = key.authenticator.assert(mine);
    expect((await approveRecovery(world.deps, caller, { ...(await which(caller, mia.id)), response })).allowed).toBe(
      true,
    );
    expect(await approveRecovery(world.deps, caller, { ...(await which(caller, mia.id)), response })).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'challenge-spent' }),
    );
  });

  it('takes no touch that was asked for in an earlier recovery of the same account', async () => {
    const { holder, mia } = await recovering();
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME });
    const options = factsOf(await approveOptions(world.deps, caller, await which(caller, mia.id)));
    const change = { state: 'vetoed', ended_at: TEST_TIME } as const;
    await world.deps.store.write((tx) =>
      tx.q.updateTable('hold').set(change).where('account_id', '=', holder.id).execute(),
    );
    await begin(world.deps, holder, asker(TEST_TIME), 1);
    const response = mia.account.keys[0]?.authenticator.assert(options);
    if (!response) throw new Error('the contact has a key');
    const decision = await approveRecovery(world.deps, caller, { ...(await which(caller, mia.id)), response });
    expect(decision).toMatchObject({ allowed: false, refusal: { tag: 'ceremony-failed' } });
  });

  it('takes no touch that was given for another holder’s recovery or to accept an invitation', async () => {
    const { mia } = await recovering();
    const [key] = mia.account.keys;
    if (!key) throw new Error('the contact has a key');
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    const now = LONG_AGO;
    const alsoTheirs = await invite(world.deps, other, mia.account.email, now);
    const then = await signIn(world.deps, mia.account, { now });
    factsOf(await accept(world.deps, then, alsoTheirs, key));
    const later = await signIn(world.deps, other, { now: now + HOLD_MS });
    factsOf(await setNeeded(world.deps, later, { needed: 1 }));
    await begin(world.deps, other, asker(TEST_TIME, '203.0.113.4'));
    const caller = await signIn(world.deps, mia.account, { now: TEST_TIME });
    const elsewhere = [
      factsOf(await approveOptions(world.deps, caller, await which(caller, alsoTheirs))),
      factsOf(await acceptOptions(world.deps, caller, { contactId: mia.id })),
    ];
    for (const options of elsewhere) {
      const response = key.authenticator.assert(options);
      expect(await approveRecovery(world.deps, caller, { ...(await which(caller, mia.id)), response })).toEqual(
        refuse({ tag: 'ceremony-failed', why: 'challenge-unknown' }),
      );
    }
    // And the other way round: what approves one recovery accepts nothing.
    const mine = factsOf(await approveOptions(world.deps, caller, await which(caller, mia.id)));
    const response = key.authenticator.assert(mine);
    expect(await acceptContact(world.deps, caller, { contactId: mia.id, response })).toMatchObject({ allowed: false });
    expect((await approveRecovery(world.deps, caller, { ...(await which(caller, mia.id)), response })).allowed).toBe(
      true,
    );
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
    const asked = { ...ROAMING, trustedAt: TEST_TIME + 14 * 24 * HOUR_MS };
    const young = await registerKey(world.deps, { accountId, userHandle, at: TEST_TIME }, asked);
    await world.deps.store.write((tx) => insertCredential(tx, young.row));
    const thief = { ...mia, account: { ...mia.account, keys: [young] } };
    const decision = await approve(world.deps, thief, TEST_TIME);
    expect(decision).toEqual(refuse({ tag: 'key-not-trusted', rights: 'day', from: TEST_TIME + 24 * HOUR_MS }));
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

  it('with a stolen recovery key waits like anybody, and the holder hears of case and approval', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [eve] = contacts;
    if (!eve) throw new Error('there is a contact');
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    const left = await leaves(world.deps, async () => {
      factsOf(await approve(world.deps, eve, TEST_TIME + 1));
      return completeRecovery(world.deps, asker(TEST_TIME + 2), proofs);
    });
    expect(left.answer).toEqual(refuse({ tag: 'recovery-waiting', ripensAt: RIPENS }));
    const told = left.alerts.filter((alert) => alert.startsWith(holder.email));
    expect(told).toEqual([`${holder.email}: contact.approved done`, `${holder.email}: recovery.complete refused`]);
  });

  it('with a stolen session cannot bring accounts of their own into a recovery that has begun', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 1);
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    // Not at once, for instance while the holder is asleep: the sign-in would have stopped it.
    const eve = await makeContact(world.deps, holder, TEST_TIME + 1);
    const refused = refuse({ tag: 'contact-too-new' });
    expect(await approve(world.deps, eve, TEST_TIME + 2)).toEqual(refused);
    expect(await approve(world.deps, eve, RIPENS + HOLD_MS)).toEqual(refused);
    expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toMatchObject({
      refusal: { tag: 'recovery-unapproved', needed: 1, approved: 0 },
    });
  });

  it('who accepted a moment too late never approves nor is required, however long the wait', async () => {
    for (const waitHours of [72, 168] as const) {
      const holder = await makeAccount(world.deps, { tier: 'advanced', waitHours, at: TEST_TIME - 30 * 24 * HOUR_MS });
      const waitMs = waitHours * HOUR_MS;
      const friend = await makeContact(world.deps, holder, TEST_TIME - waitMs);
      const eve = await makeContact(world.deps, holder, TEST_TIME - waitMs + 1);
      const caller = await signIn(world.deps, holder);
      expect(await setNeeded(world.deps, caller, { needed: 2 })).toMatchObject({
        refusal: { tag: 'contacts-too-few', left: 1 },
      });
      factsOf(await setNeeded(world.deps, caller, { needed: 1 }));
      const proofs = await begin(world.deps, holder, asker(TEST_TIME));
      for (const now of [TEST_TIME + 1, TEST_TIME + waitMs, TEST_TIME + 2 * waitMs]) {
        expect(await approve(world.deps, eve, now)).toEqual(refuse({ tag: 'contact-too-new' }));
      }
      expect((await approve(world.deps, friend, TEST_TIME + 1)).allowed).toBe(true);
      expect(factsOf(await readRecovery(world.deps, asker(TEST_TIME + 2), proofs)).contacts).toEqual({
        needed: 1,
        approved: 1,
      });
    }
  });

  it('counts by the shortest wait since they accepted, even one the holder had only for a while', async () => {
    const holder = await makeAccount(world.deps, {
      tier: 'advanced',
      waitHours: 168,
      at: TEST_TIME - 30 * 24 * HOUR_MS,
    });
    const friend = await makeContact(world.deps, holder, TEST_TIME - 80 * HOUR_MS);
    for (const hours of [72, 168] as const) {
      await world.deps.store.write((tx) => setWaitHours(tx, holder.id, hours));
    }
    const late = await makeContact(world.deps, holder, TEST_TIME - 80 * HOUR_MS);
    factsOf(await setNeeded(world.deps, await signIn(world.deps, holder), { needed: 1 }));
    await begin(world.deps, holder, asker(TEST_TIME));
    expect((await approve(world.deps, friend, TEST_TIME + 1)).allowed).toBe(true);
    expect(await approve(world.deps, late, TEST_TIME + 1)).toEqual(refuse({ tag: 'contact-too-new' }));
  });

  it('who was removed or lost protection counts no more, even after having approved', async () => {
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
      // Removed by the holder, one is left who counts; unprotected, both count for another 30 days.
      expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toEqual(
        refuse({ tag: 'recovery-unapproved', needed: 1, approved: 0 }),
      );
    }
  });
});
