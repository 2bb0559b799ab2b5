// Replacing recovery keys: the old ones stay good until one of the new is typed back, and are void from then on.

import { expect, it } from 'vitest';
import { BUILT_IN, type MadeAccount, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { byHolder, contentsOf, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { activateRecoveryKeys, stageRecoveryKeys } from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
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
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'recovery_key']);
    expect(await works(caller, old)).toBe(true);
    expect(await works(caller, recoveryKeys[0])).toBe(false);
  });

  it('typing one back puts both in place at once: the old ones are void, and the holder is told', async () => {
    const { account, caller, old } = await holder();
    const [first = '', second = ''] = (await make(caller)).recoveryKeys;
    const later = { ...caller, now: TEST_TIME + 1000 };
    const left = await leaves(world.deps, () => replace(later, second.toLowerCase()));
    expect(left.answer).toEqual(allow({ provedAt: TEST_TIME + 1000 }));
    expect(left.events).toMatchObject([{ ...byHolder(later), operation: 'recovery-key.replace', outcome: 'done' }]);
    expect(left.alerts).toEqual([`${account.email}: recovery-key.replace done`]);
    expect(left.changed).toEqual(['audit_event', 'outbox', 'recovery_key']);
    expect(await rowsOf(account)).toMatchObject([
      { ordinal: 1, live: 1, proved_at: null },
      { ordinal: 2, live: 1, proved_at: TEST_TIME + 1000 },
    ]);
    expect([await works(caller, old), await works(caller, first), await works(caller, second)]).toEqual([
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

  it('a mistyped key, an old one and one of another account replace nothing; the first is told its group', async () => {
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
    const made = await make(await signIn(world.deps, account));
    const [first = ''] = made.recoveryKeys;
    const at = (now: number) => signIn(world.deps, account, { now });
    expect(await replace(await at(made.madeAt + REPLACEMENT_MS), first)).toEqual(GONE);
    expect((await replace(await at(made.madeAt + REPLACEMENT_MS - 1), first)).allowed).toBe(true);
  });

  it('a new key on probation neither makes nor replaces any, and the try is told', async () => {
    const fullRightsAt = TEST_TIME + 1;
    const keys = [BUILT_IN, ROAMING, { ...ROAMING, nickname: 'New', fullRightsAt }];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys });
    const full = await signIn(world.deps, account);
    const onProbation = await signIn(world.deps, account, { with: account.keys[2] ?? null });
    const no = refuse({ tag: 'key-on-probation', fullRightsAt });
    const left = await leaves(world.deps, () => makeReplacement(world.deps, onProbation));
    expect(left.answer).toEqual(no);
    expect(left.alerts).toEqual([`${account.email}: recovery-key.make refused`]);
    expect(left.changed).toEqual(['audit_event', 'outbox']);
    const [first = ''] = (await make(full)).recoveryKeys;
    expect(await replace(onProbation, first)).toEqual(no);
    expect((await replace({ ...onProbation, now: fullRightsAt }, first)).allowed).toBe(true);
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

  it('what one of the old keys began is void from the moment of the replacement, and the holder hears of it', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const begun = await begin(world.deps, account, asker(TEST_TIME));
    const { recoveryKeys } = await make(caller);
    expect(factsOf(await readRecovery(world.deps, asker(TEST_TIME), begun)).state).toBe('waiting');
    const left = await leaves(world.deps, () => replace(caller, recoveryKeys[0] ?? ''));
    expect(left.alerts).toEqual([
      `${account.email}: recovery.void done`,
      `${account.email}: recovery-key.replace done`,
    ]);
    expect(factsOf(await readRecovery(world.deps, asker(TEST_TIME), begun)).state).toBe('vetoed');
  });
});
