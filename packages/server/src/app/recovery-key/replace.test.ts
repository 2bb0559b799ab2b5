// Replacing recovery keys: the old ones are good until the replacement is finished, and void from then on.

import { expect, it } from 'vitest';
import { BUILT_IN, type MadeAccount, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { byHolder, contentsOf, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { listCredentials } from '../../storage/credential.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import { setSecondProof } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import { workDueHolds } from '../hold/announce.ts';
import { vetoHold } from '../hold/veto.ts';
import { readRecovery } from '../recovery/read.ts';
import { makeRecoveryKeyPair } from './make-pair.ts';
import { practiseRecovery } from './practise.ts';
import { makeReplacement, REPLACEMENT_MS, replaceRecoveryKeys } from './replace.ts';

const GONE = refuse({ tag: 'flow-gone' });
const NEITHER = refuse({ tag: 'recovery-key-refused', group: null });
const HOUR_MS = 3_600_000;

describeUseCaseOnBoth('replacing recovery keys', (world) => {
  const holder = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const old = makeRecoveryKeyPair(world.deps);
    await world.deps.store.write(async (tx) => {
      await stageRecoveryKeys(tx, account.id, old.hashes, TEST_TIME - HOUR_MS);
      await activateRecoveryKeys(tx, account.id);
    });
    return { account, caller: await signIn(world.deps, account), old: old.recoveryKeys[0] ?? '' };
  };
  const make = async (caller: SignedInCaller) => factsOf(await makeReplacement(world.deps, caller));
  const replace = (caller: SignedInCaller, recoveryKey: string) =>
    replaceRecoveryKeys(world.deps, caller, { recoveryKey });
  const works = async (caller: SignedInCaller, recoveryKey = '') =>
    (await practiseRecovery(world.deps, caller, { recoveryKey })).allowed;
  /** Beside the first key, so that the replacement happens by itself when its wait is over. */
  const prove = async (caller: SignedInCaller, account?: MadeAccount) => {
    const id = caller.session.account_id;
    const rows = await world.deps.store.read((tx) => listCredentials(tx, account?.id ?? id));
    const other = rows.find((key) => key.id !== caller.session.fresh_credential_id);
    if (!other) throw new Error('the account has a second key');
    const shown = { credentialId: other.id };
    await world.deps.store.write((tx) =>
      setSecondProof(tx, caller.session.id, shown, { tokenHash: `another ${caller.session.id}`, now: caller.now }),
    );
  };
  const rowsOf = async ({ id }: MadeAccount) =>
    (await contentsOf(world.deps.store)).recovery_key.filter(
      (row) => (row as { account_id: string }).account_id === id,
    );

  it('making new ones answers them once, and leaves the old ones good', async () => {
    const { account, caller, old } = await holder();
    const left = await leaves(world.deps, () => makeReplacement(world.deps, caller));
    const { recoveryKeys, madeAt } = factsOf(left.answer);
    expect(recoveryKeys).toHaveLength(2);
    expect(madeAt).toBe(TEST_TIME);
    for (const key of recoveryKeys) expect(key).toMatch(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
    expect(await rowsOf(account)).toHaveLength(4);
    for (const key of recoveryKeys) {
      expect(JSON.stringify(await contentsOf(world.deps.store))).not.toContain(key.replaceAll(' ', ''));
    }
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'recovery-key.make', outcome: 'done', subject: null },
    ]);
    expect(left.alerts).toEqual([`${account.email}: recovery-key.make done`]);
    expect(left.changed).toEqual(['audit_event', 'outbox', 'recovery_key']);
    expect(await works(caller, old)).toBe(true);
    expect(await works(caller, recoveryKeys[0])).toBe(false);
  });

  it('typing one back begins it: the old ones stay good for three days, and the holder is told', async () => {
    const { account, caller, old } = await holder();
    const [first = '', second = ''] = (await make(caller)).recoveryKeys;
    await prove(caller);
    const later = { ...caller, now: TEST_TIME + 1000 };
    const left = await leaves(world.deps, () => replace(later, second.toLowerCase()));
    const ripensAt = later.now + 72 * HOUR_MS;
    expect(left.answer).toMatchObject({ facts: { provedAt: later.now, hold: { ripensAt, proofs: 2 } } });
    expect(left.events).toMatchObject([{ ...byHolder(later), operation: 'recovery-key.replace', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: recovery-key.replace done`]);
    expect([await works(caller, old), await works(caller, first)]).toEqual([true, false]);
    await workDueHolds(world.deps, ripensAt);
    expect(await rowsOf(account)).toMatchObject([
      { ordinal: 1, live: 1, proved_at: null },
      { ordinal: 2, live: 1, proved_at: TEST_TIME + 1000 },
    ]);
    const after = await signIn(world.deps, account, { now: ripensAt });
    expect([await works(after, old), await works(after, first), await works(after, second)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is done once: the same key typed again finds nothing that waits', async () => {
    const { caller } = await holder();
    const [first = ''] = (await make(caller)).recoveryKeys;
    expect((await replace(caller, first)).allowed).toBe(true);
    expect(await replace(caller, first)).toEqual(GONE);
  });

  it('making new ones again puts the earlier new ones out of use', async () => {
    const { caller, old } = await holder();
    const [earlier = ''] = (await make(caller)).recoveryKeys;
    await make(caller);
    expect(await replace(caller, earlier)).toEqual(NEITHER);
    expect(await works(caller, old)).toBe(true);
  });

  it('a mistyped key, an old one or another’s replaces nothing; the first is told its group', async () => {
    const { caller, old } = await holder();
    const [first = ''] = (await make(caller)).recoveryKeys;
    const other = await holder();
    const [theirs = ''] = (await make(other.caller)).recoveryKeys;
    const wrong = `${first[0] === 'A' ? 'B' : 'A'}${first.slice(1)}`;
    const left = await leaves(world.deps, () => replace(caller, wrong));
    expect(left.answer).toEqual(refuse({ tag: 'recovery-key-refused', group: 1 }));
    expect(left.events).toMatchObject([{ operation: 'recovery-key.replace', reason: 'recovery-key-refused' }]);
    expect(left.alerts).toEqual([]);
    expect(await replace(caller, old)).toEqual(NEITHER);
    expect(await replace(caller, theirs)).toEqual(NEITHER);
    expect(await works(caller, old)).toBe(true);
  });

  it('new ones that nobody typed back within the hour are worth nothing', async () => {
    const { account } = await holder();
    const caller = await signIn(world.deps, account);
    const made = await make(caller);
    const [first = ''] = made.recoveryKeys;
    const at = async (now: number) => {
      const fresh = { fresh_at: now, idle_ms: 2 * REPLACEMENT_MS };
      const { id } = caller.session;
      await world.deps.store.write((tx) => tx.q.updateTable('session').set(fresh).where('id', '=', id).execute());
      return { ...caller, now };
    };
    expect(await replace(await at(made.madeAt + REPLACEMENT_MS), first)).toEqual(GONE);
    expect((await replace(await at(made.madeAt + REPLACEMENT_MS - 1), first)).allowed).toBe(true);
  });

  it('a new key neither makes nor replaces any, and the try is told', async () => {
    const trustedAt = TEST_TIME + 1;
    const keys = [BUILT_IN, ROAMING, { ...ROAMING, nickname: 'New', trustedAt }];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys });
    const trusted = await signIn(world.deps, account);
    const isNew = await signIn(world.deps, account, { with: account.keys[2] ?? null });
    const no = refuse({ tag: 'key-not-trusted', rights: 'trusted', from: trustedAt });
    const left = await leaves(world.deps, () => makeReplacement(world.deps, isNew));
    expect(left.answer).toEqual(no);
    expect(left.alerts).toEqual([`${account.email}: recovery-key.make refused`]);
    expect(left.changed).toEqual(['audit_event', 'outbox']);
    const [first = ''] = (await make(trusted)).recoveryKeys;
    expect(await replace(isNew, first)).toEqual(no);
    const later = { ...isNew, now: trustedAt };
    const [own = ''] = (await make(later)).recoveryKeys;
    expect((await replace(later, own)).allowed).toBe(true);
  });

  it('wants a fresh proof for each of the two steps', async () => {
    const { caller } = await holder();
    const stale = { ...caller, now: TEST_TIME + 301_000 };
    const wanted = refuse({ tag: 'step-up-required', ageSecondsMax: 300 });
    expect(await makeReplacement(world.deps, stale)).toEqual(wanted);
    const [first = ''] = (await make(caller)).recoveryKeys;
    expect(await replace(stale, first)).toEqual(wanted);
  });

  it('a standard account has none to replace', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const no = refuse({ tag: 'not-permitted', why: 'tier' });
    expect(await makeReplacement(world.deps, caller)).toEqual(no);
    expect(await replace(caller, '0000 0000 0000 0000 0000 0000 0000')).toEqual(no);
  });

  it('what the old keys began goes on until they are replaced and is then void, each one told', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', waitHours: 168 });
    const caller = await signIn(world.deps, account);
    const cases = [
      await begin(world.deps, account, asker(TEST_TIME)),
      await begin(world.deps, account, asker(TEST_TIME), 1),
    ];
    const { recoveryKeys } = await make(caller);
    await prove(caller, account);
    factsOf(await replace(caller, recoveryKeys[0] ?? ''));
    const statesAt = async (now: number) =>
      Promise.all(cases.map(async (one) => factsOf(await readRecovery(world.deps, asker(now), one)).state));
    expect(await statesAt(TEST_TIME + HOUR_MS)).toEqual(['waiting', 'waiting']);
    const at = TEST_TIME + 72 * HOUR_MS;
    const left = await leaves(world.deps, () => workDueHolds(world.deps, at));
    const void_ = `${account.email}: recovery.void done`;
    // Both wait for as long again: their half-way alerts come at another time.
    const told = left.alerts.filter((alert) => alert.startsWith(account.email) && !alert.includes('hold.announce'));
    // Events of one moment are listed in any order.
    expect(told.sort()).toEqual([`${account.email}: hold.ripen done`, void_, void_]);
    expect(await statesAt(at)).toEqual(['vetoed', 'vetoed']);
  });

  it('are replaced after the wait only if nobody stops that; once stopped, the old ones are good', async () => {
    const { account, caller, old } = await holder();
    const [first = ''] = (await make(caller)).recoveryKeys;
    const { hold } = factsOf(await replace(caller, first));
    if (!hold) throw new Error('a replacement waits');
    factsOf(await vetoHold(world.deps, caller, { holdId: hold.id }));
    await workDueHolds(world.deps, hold.ripensAt);
    const after = await signIn(world.deps, account, { now: hold.ripensAt });
    expect([await works(after, old), await works(after, first)]).toEqual([true, false]);
  });
});
