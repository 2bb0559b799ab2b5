// What stops a recovery: with one recovery key any use of a registered key, “This wasn’t me” and any live session; with both,
// or begun again, a key alone that was trusted when it began.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HARDWARE,
  type MadeAccount,
  makeAccount,
  makeCaller,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import {
  addTwoKeys,
  asker,
  begin,
  beginWithBoth,
  HOUR_MS,
  type Proofs,
} from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { bringBackCredential, suspendCredential } from '../../storage/credential.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { disownAlert } from '../alert/disown.ts';
import { DISOWN_MS, makeDisownLink } from '../alert/disown-link.ts';
import { workDueHolds } from '../hold/announce.ts';
import { listHolds } from '../hold/list.ts';
import { vetoHold } from '../hold/veto.ts';
import { record } from '../record.ts';
import { signInOptions, signInWithKey } from '../sign-in/key.ts';
import { stepUpOptions, stepUpWithKey } from '../step-up/step-up.ts';
import { completeRecovery } from './complete.ts';
import { readRecovery } from './read.ts';
import { voidRecovery } from './stop.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;
const ENDED = refuse({ tag: 'recovery-ended' });

describeUseCaseOnBoth('stopping a recovery', (world) => {
  const begun = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    return { account, proofs: await begin(world.deps, account, asker(TEST_TIME)) };
  };
  const enter = (account: MadeAccount, now: number, nth = 0) => {
    const caller = makeCaller({ now });
    const key = account.keys[nth];
    if (!key) throw new Error('the account was made with keys');
    const response = key.authenticator.assert(signInOptions(world.deps, caller));
    return leaves(world.deps, () => signInWithKey(world.deps, caller, { response }));
  };
  const stateOf = async (proofs: Proofs, now = RIPENS) =>
    factsOf(await readRecovery(world.deps, asker(now), proofs)).state;

  it.each([
    ['while it waits', TEST_TIME + HOUR_MS],
    ['when it is ripe', RIPENS + HOUR_MS],
  ])('signing in with any key does it %s, by itself, and says so', async (_when, now) => {
    const { account, proofs } = await begun();
    const left = await enter(account, now, 1);
    expect(factsOf(left.answer)).toMatchObject({ recoveryStopped: true });
    expect(left.events.map(({ operation }) => operation)).toEqual(['sign-in.key', 'recovery.stopped-by-key']);
    expect(left.events[1]).toMatchObject({ subject: proofs.caseNumber, key_name: 'Blue key' });
    expect(left.alerts).toContain(`${account.email}: recovery.stopped-by-key done`);
    expect(await stateOf(proofs)).toBe('vetoed');
    expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toEqual(ENDED);
    expect(factsOf((await enter(account, now + 1)).answer)).toMatchObject({ recoveryStopped: false });
  });

  it('a key takes the new keys of a ripe recovery with it', async () => {
    const { account, proofs } = await begun();
    await addTwoKeys(world.deps, asker(RIPENS), proofs);
    await enter(account, RIPENS);
    expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toEqual(ENDED);
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('recovery_case').select('keys_sealed').where('account_id', '=', account.id).execute(),
    );
    expect(rows).toEqual([{ keys_sealed: null }]);
  });

  it('a key that does not open the account stops nothing', async () => {
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, HARDWARE, BUILT_IN] });
    const proofs = await begin(world.deps, account, asker(TEST_TIME));
    expect((await enter(account, TEST_TIME, 2)).answer.allowed).toBe(false);
    expect(await stateOf(proofs, TEST_TIME)).toBe('waiting');
  });

  it('confirming with a key does it too', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const proofs = await begin(world.deps, account, asker(TEST_TIME));
    const options = factsOf(await stepUpOptions(world.deps, caller));
    const response = account.keys[0]?.authenticator.assert(options);
    if (!response) throw new Error('the account was made with a key');
    const left = await leaves(world.deps, () => stepUpWithKey(world.deps, caller, { response }));
    expect(left.answer.allowed).toBe(true);
    expect(left.alerts).toEqual([`${account.email}: recovery.stopped-by-key done`]);
    expect(await stateOf(proofs)).toBe('vetoed');
  });

  it.each([TEST_TIME, RIPENS])('any live session does it, at %i, without a fresh proof', async (now) => {
    const { account, proofs } = await begun();
    const caller = await signIn(world.deps, account, { now });
    const [hold] = factsOf(await listHolds(world.deps, caller)).holds;
    if (!hold) throw new Error('a recovery is open');
    expect(hold).toMatchObject({ kind: 'recovery', recovery: { caseNumber: proofs.caseNumber, keyOrdinal: 1 } });
    const left = await leaves(world.deps, () => vetoHold(world.deps, caller, { holdId: hold.id }));
    expect(left.answer.allowed).toBe(true);
    expect(left.alerts.at(-1)).toBe(`${account.email}: hold.veto done`);
    expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toEqual(ENDED);
  });

  it.each([
    ['while it waits', TEST_TIME + HOUR_MS],
    ['when it is ripe', RIPENS],
  ])('“This wasn’t me” does it %s, without a sign-in', async (_when, now) => {
    const { account, proofs } = await begun();
    await workDueHolds(world.deps, now);
    const eventId = await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'recovery.begin', account, { done: true }),
    );
    const link = makeDisownLink(world.deps.keyRing, { accountId: account.id, eventId, expiresAt: now + DISOWN_MS });
    expect(factsOf(await disownAlert(world.deps, makeCaller({ now }), { link })).holdsStopped).toBe(1);
    expect(await stateOf(proofs, now)).toBe('vetoed');
    expect(await completeRecovery(world.deps, asker(RIPENS), proofs)).toEqual(ENDED);
  });

  it('another account’s key or session does not', async () => {
    const { account, proofs } = await begun();
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    await enter(other, TEST_TIME);
    const [hold] = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    if (!hold) throw new Error('a recovery is open');
    const stranger = await signIn(world.deps, other);
    expect(await vetoHold(world.deps, stranger, { holdId: hold.id })).toEqual(refuse({ tag: 'not-found' }));
    expect(await stateOf(proofs)).toBe('ripe');
  });

  it('a key stops every case that is open, and each is told', async () => {
    const { account, proofs } = await begun();
    const other = await begin(world.deps, account, asker(TEST_TIME + 1), 1);
    const left = await enter(account, TEST_TIME + HOUR_MS);
    const stopped = left.events.filter(({ operation }) => operation === 'recovery.stopped-by-key');
    expect(stopped.map(({ subject }) => subject).sort()).toEqual([proofs.caseNumber, other.caseNumber].sort());
  });

  it('begun with both keys takes a key trusted and not suspended when it began, and nothing else', async () => {
    const later = TEST_TIME + 20 * 24 * HOUR_MS;
    const keys = [BUILT_IN, ROAMING, { ...ROAMING, trustedAt: TEST_TIME + 1 }, { ...ROAMING, nickname: 'Held' }];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys, waitHours: 168 });
    const suspended = account.keys[3]?.id;
    if (!suspended) throw new Error('the account was made with keys');
    await world.deps.store.write((tx) =>
      suspendCredential(tx, account.id, suspended, { by: 'link', at: TEST_TIME - 1 }),
    );
    const proofs = await beginWithBoth(world.deps, account, asker(TEST_TIME));
    // Brought back, and trusted by now: neither was when it began.
    await world.deps.store.write((tx) => bringBackCredential(tx, account.id, suspended, TEST_TIME));
    for (const nth of [2, 3]) {
      expect(factsOf((await enter(account, TEST_TIME + HOUR_MS, nth)).answer)).toMatchObject({
        recoveryStopped: false,
      });
    }
    const session = await signIn(world.deps, account, { now: TEST_TIME + HOUR_MS, with: account.keys[2] ?? null });
    const [hold] = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    if (!hold) throw new Error('a recovery is open');
    const veto = (caller: typeof session) => vetoHold(world.deps, caller, { holdId: hold.id });
    expect(await veto(session)).toMatchObject({ refusal: { tag: 'key-not-trusted' } });
    expect(await veto({ ...session, now: session.now + HOUR_MS / 2 })).toMatchObject({
      refusal: { tag: 'step-up-required' },
    });
    expect(await stateOf(proofs, TEST_TIME + 2 * HOUR_MS)).toBe('waiting');
    expect(factsOf((await enter(account, TEST_TIME + 3 * HOUR_MS, 1)).answer)).toMatchObject({ recoveryStopped: true });
    expect(await stateOf(proofs, later)).toBe('vetoed');
  });

  it('is not what happens when a case runs out unseen: its key may begin as if nothing had been', async () => {
    const { account, proofs } = await begun();
    const late = RIPENS + CLAIM_MS;
    expect(factsOf((await enter(account, late)).answer)).toMatchObject({ recoveryStopped: false });
    expect(await stateOf(proofs, late)).toBe('expired');
    expect(await begin(world.deps, account, asker(late))).toMatchObject({ begunWith: 'one', stoppedBy: 'any' });
  });

  it('void recovery keys do it, and the holder hears of it; without a recovery nothing happens', async () => {
    const { account, proofs } = await begun();
    const make = () =>
      leaves(world.deps, () =>
        world.deps.store.write(async (tx) => {
          const loaded = await loadAccount(tx, account.id);
          if (loaded) await voidRecovery(world.deps, tx, loaded, TEST_TIME);
        }),
      );
    expect((await make()).alerts).toEqual([`${account.email}: recovery.void done`]);
    expect(await stateOf(proofs)).toBe('vetoed');
    expect((await make()).changed).toEqual([]);
  });
});
