// Coming back: a suspended key proves itself, with what product.md §3 asks beside it; and whoever has less learns nothing.

import { expect, it } from 'vitest';
import { BUILT_IN, HARDWARE, makeAccount, makeCaller, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import {
  accountNow,
  beginHold,
  comesWith,
  keyAt,
  keyNow,
  openHolds,
  suspend,
} from '../../../../../test/support/keys.ts';
import { contentsOf, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setFrozen } from '../../storage/account.ts';
import { findSession } from '../../storage/session.ts';
import { signInOptions, signInWithKey } from '../sign-in/key.ts';
import { comeBack } from './come-back.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WRONG = '0000 0000 0000 0000 0000 0000 0000';

describeUseCaseOnBoth('a suspended key that comes back', (world) => {
  /** The thief's key, the holder's suspended one, and another of the holder's. */
  const suspended = async (tier: 'standard' | 'advanced' = 'advanced', mine: object = {}) => {
    const keys = [BUILT_IN, { ...ROAMING, nickname: 'Mine', ...mine }, { ...ROAMING, nickname: 'Other' }];
    const account = await makeAccount(world.deps, { tier, keys });
    const [thief, key, other] = [keyAt(account, 0), keyAt(account, 1), keyAt(account, 2)];
    await suspend(world.deps, account, key, { by: 'key', credentialId: thief.id, at: TEST_TIME - 1000 });
    return { account, thief, key, other, recoveryKey: account.recoveryKeys[1] ?? '' };
  };

  it('with a recovery key is trusted and confirmed, signs in, and suspends what had suspended it', async () => {
    const { account, thief, key, recoveryKey } = await suspended('advanced', { trustedAt: TEST_TIME + DAY_MS });
    const caller = makeCaller();
    const thiefs = await signIn(world.deps, account, { with: thief });
    await beginHold(world.deps, account, { kind: 'protection.leave', proofs: 1, with: thief });
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME - 1));
    const asked = { with: 'recovery-key', recoveryKey, response: comesWith(world.deps, key) } as const;
    const left = await leaves(world.deps, () => comeBack(world.deps, caller, asked));
    const { sessionId } = factsOf(left.answer);
    expect(await world.deps.store.read((tx) => findSession(tx, sessionId))).toMatchObject({ credential_id: key.id });
    expect(await keyNow(world.deps, account, key)).toMatchObject({
      suspension: null,
      trustedAt: TEST_TIME,
      confirmedUntil: TEST_TIME + 30 * DAY_MS,
    });
    expect(await keyNow(world.deps, account, thief)).toMatchObject({
      suspension: { by: 'key', credentialId: key.id, at: TEST_TIME },
    });
    expect(await world.deps.store.read((tx) => findSession(tx, thiefs.session.id))).toBeNull();
    expect(await openHolds(world.deps, account)).toEqual([]);
    expect((await accountNow(world.deps, account)).frozenAt).toBeNull();
    expect(left.events).toMatchObject([
      {
        operation: 'credential.come-back',
        outcome: 'done',
        subject: 'recovery-key',
        key_name: 'Mine',
        actor: 'holder',
      },
    ]);
    expect(left.alerts).toEqual([`${account.email}: credential.come-back done`]);
    const spent = (await accountNow(world.deps, account)) as { recoveryKeys?: readonly { spentAt: number | null }[] };
    expect(spent.recoveryKeys?.map(({ spentAt }) => spentAt)).toEqual([null, null]);
  });

  it('together with another suspended key brings both back, each by a challenge of its own', async () => {
    const { account, thief, key, other } = await suspended();
    await suspend(world.deps, account, other, { by: 'key', credentialId: thief.id, at: TEST_TIME - 1 });
    const [one, two] = [comesWith(world.deps, key), comesWith(world.deps, other)];
    const left = await leaves(world.deps, () =>
      comeBack(world.deps, makeCaller(), { with: 'key', response: one, other: two }),
    );
    expect(left.answer.allowed).toBe(true);
    const stages = (await accountNow(world.deps, account)).credentials.map(
      ({ suspension }) => suspension?.by ?? 'back',
    );
    expect(stages).toEqual(['key', 'back', 'back']);
    for (const used of [key, other]) {
      expect(await keyNow(world.deps, account, used)).toMatchObject({ lastUsedAt: TEST_TIME });
    }
    expect(left.events).toMatchObject([{ operation: 'credential.come-back', subject: 'key' }]);
  });

  it('is no pair with itself, with a new key, or with a key of another account', async () => {
    const { account, thief, key, other } = await suspended('advanced');
    const young = await suspended('advanced', { trustedAt: TEST_TIME + 1 });
    const twice = { with: 'key', response: comesWith(world.deps, key), other: comesWith(world.deps, key) } as const;
    expect(await comeBack(world.deps, makeCaller(), twice)).toEqual(refuse({ tag: 'same-key' }));
    expect(await keyNow(world.deps, account, key)).toMatchObject({ lastUsedAt: null });
    const foreign = {
      with: 'key',
      response: comesWith(world.deps, key),
      other: comesWith(world.deps, young.key),
    } as const;
    expect(await comeBack(world.deps, makeCaller(), foreign)).toMatchObject({ refusal: { why: 'foreign-credential' } });
    const awake = { with: 'key', response: comesWith(world.deps, key), other: comesWith(world.deps, other) } as const;
    expect(await comeBack(world.deps, makeCaller(), awake)).toEqual(refuse({ tag: 'not-found' }));
    await suspend(world.deps, young.account, young.other, { by: 'key', credentialId: young.thief.id, at: 1 });
    const pair = {
      with: 'key',
      response: comesWith(world.deps, young.other),
      other: comesWith(world.deps, young.key),
    } as const;
    expect(await comeBack(world.deps, makeCaller(), pair)).toEqual(
      refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null }),
    );
    expect(await keyNow(world.deps, account, thief)).toMatchObject({ suspension: null });
  });

  it('by its own touch comes back a week after a link suspended it, and not a moment before', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', at: TEST_TIME - 30 * DAY_MS });
    const key = keyAt(account, 1);
    await suspend(world.deps, account, key, { by: 'link', at: TEST_TIME });
    const at = TEST_TIME + 7 * DAY_MS;
    for (const [now, comes] of [
      [at - 1, false],
      [at, true],
    ] as const) {
      const asked = { with: 'nothing', response: comesWith(world.deps, key, now) } as const;
      const decision = await comeBack(world.deps, makeCaller({ now }), asked);
      if (comes) expect(decision.allowed).toBe(true);
      else expect(decision).toEqual(refuse({ tag: 'key-suspended', comesBackAt: at }));
    }
    expect(await keyNow(world.deps, account, key)).toMatchObject({ confirmedUntil: at + 30 * DAY_MS });
  });

  it('opens even a frozen account by its own touch, and leaves the freeze where it is new', async () => {
    const keys = [BUILT_IN, { ...ROAMING, trustedAt: TEST_TIME + 14 * DAY_MS }];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys, at: TEST_TIME - 8 * DAY_MS });
    await suspend(world.deps, account, keyAt(account, 1), { by: 'link', at: TEST_TIME - 7 * DAY_MS });
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME - 7 * DAY_MS));
    const asked = { with: 'nothing', response: comesWith(world.deps, keyAt(account, 1)) } as const;
    expect((await comeBack(world.deps, makeCaller(), asked)).allowed).toBe(true);
    expect((await accountNow(world.deps, account)).frozenAt).toBe(TEST_TIME - 7 * DAY_MS);
  });

  it('stops its own ending: always what one proof began, and what two began once it is trusted', async () => {
    for (const proofs of [1, 2] as const) {
      const { account, thief, key, recoveryKey } = await suspended();
      await beginHold(world.deps, account, { kind: 'credential.remove', credentialId: key.id, proofs, with: thief });
      const asked = { with: 'recovery-key', recoveryKey, response: comesWith(world.deps, key) } as const;
      factsOf(await comeBack(world.deps, makeCaller(), asked));
      expect(await openHolds(world.deps, account)).toEqual([]);
    }
    const young = { ...ROAMING, trustedAt: TEST_TIME + DAY_MS };
    const asked = { tier: 'advanced', keys: [BUILT_IN, ROAMING, young], at: TEST_TIME - 8 * DAY_MS } as const;
    const account = await makeAccount(world.deps, asked);
    const [begins, key] = [keyAt(account, 0), keyAt(account, 2)];
    await suspend(world.deps, account, key, { by: 'link', at: TEST_TIME - 7 * DAY_MS });
    await beginHold(world.deps, account, { kind: 'credential.remove', credentialId: key.id, proofs: 2, with: begins });
    factsOf(await comeBack(world.deps, makeCaller(), { with: 'nothing', response: comesWith(world.deps, key) }));
    expect(await openHolds(world.deps, account)).toEqual(['credential.remove']);
  });

  it('of a sort that does not count on the tier does not come back', async () => {
    const synced = { ...BUILT_IN, backupEligible: true, backedUp: true };
    const account = await makeAccount(world.deps, { tier: 'hardware', keys: [HARDWARE, HARDWARE, synced] });
    const [thief, key] = [keyAt(account, 0), keyAt(account, 2)];
    await suspend(world.deps, account, key, { by: 'key', credentialId: thief.id, at: 1 });
    const recoveryKey = account.recoveryKeys[0] ?? '';
    const asked = { with: 'recovery-key', recoveryKey, response: comesWith(world.deps, key) } as const;
    expect(await comeBack(world.deps, makeCaller(), asked)).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'below-floor' }),
    );
    expect(await keyNow(world.deps, account, thief)).toMatchObject({ suspension: null });
  });

  it('with a wrong recovery key is refused, told, counted; a right one passes after any number', async () => {
    const { account, key, recoveryKey } = await suspended();
    const { points } = LIMITS['come-back.account'];
    for (let tries = 1; tries <= points + 1; tries++) {
      const asked = {
        with: 'recovery-key',
        recoveryKey: account.recoveryKeys[0]?.replace(/^./, (first) => (first === '0' ? '1' : '0')) ?? WRONG,
      } as const;
      const caller = makeCaller({ network: `192.0.2.${tries}` });
      const decision = await comeBack(world.deps, caller, { ...asked, response: comesWith(world.deps, key) });
      const tag = tries <= points ? 'recovery-key-refused' : 'throttled';
      expect(decision).toMatchObject({ refusal: { tag } });
    }
    const right = { with: 'recovery-key', recoveryKey, response: comesWith(world.deps, key) } as const;
    expect((await comeBack(world.deps, makeCaller(), right)).allowed).toBe(true);
  });

  it('with a recovery key of another account, or on an account without any, stays suspended', async () => {
    const [mine, theirs, plain] = [await suspended(), await suspended(), await suspended('standard')];
    for (const { account, key } of [mine, plain]) {
      const recoveryKey = theirs.recoveryKey;
      const asked = { with: 'recovery-key', recoveryKey, response: comesWith(world.deps, key) } as const;
      expect(await comeBack(world.deps, makeCaller(), asked)).toMatchObject({
        refusal: { tag: 'recovery-key-refused' },
      });
      expect((await keyNow(world.deps, account, key)).suspension).not.toBeNull();
    }
  });

  it('whose answer fails is refused like a sign-in, and no recovery key is compared or counted', async () => {
    const { account, key, recoveryKey } = await suspended();
    const wrong = [
      key.authenticator.assert(signInOptions(world.deps, makeCaller())),
      { ...comesWith(world.deps, key), id: 'bm9ib2R5', rawId: 'bm9ib2R5' },
    ];
    const before = (await contentsOf(world.deps.store)).recovery_key;
    for (const response of wrong) {
      const left = await leaves(world.deps, () =>
        comeBack(world.deps, makeCaller(), { with: 'recovery-key', recoveryKey, response }),
      );
      expect(left.answer).toMatchObject({ refusal: { tag: 'sign-in-failed' } });
      expect(left.events).toMatchObject([{ operation: 'credential.come-back', outcome: 'refused', actor: 'stranger' }]);
    }
    expect((await contentsOf(world.deps.store)).recovery_key).toEqual(before);
    expect((await keyNow(world.deps, account, key)).suspension).not.toBeNull();
  });

  it('whose answer was used before is refused, also as the answer of the second key', async () => {
    const { account, key, other, recoveryKey } = await suspended();
    const response = comesWith(world.deps, key);
    const asked = { with: 'recovery-key', recoveryKey: WRONG, response } as const;
    await comeBack(world.deps, makeCaller(), asked);
    expect(await comeBack(world.deps, makeCaller(), { ...asked, recoveryKey })).toMatchObject({
      refusal: { tag: 'sign-in-failed', why: 'challenge-spent' },
    });
    await suspend(world.deps, account, other, { by: 'link', at: 1 });
    const pair = { with: 'key', response: comesWith(world.deps, other), other: response } as const;
    expect(await comeBack(world.deps, makeCaller(), pair)).toMatchObject({ refusal: { why: 'challenge-spent' } });
  });

  it('is told at sign-in that it is suspended only once its signature has held', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const key = keyAt(account, 1);
    await suspend(world.deps, account, key, { by: 'link', at: TEST_TIME });
    const answer = (wrong: object) => ({
      response: key.authenticator.assert(signInOptions(world.deps, makeCaller()), wrong),
    });
    const forged = await signInWithKey(world.deps, makeCaller(), answer({ spoilSignature: true }));
    expect(forged).toEqual(refuse({ tag: 'sign-in-failed', why: 'signature' }));
    const left = await leaves(world.deps, () => signInWithKey(world.deps, makeCaller(), answer({})));
    const comesBackWith = ['key', 'recovery-key'] as const;
    expect(left.answer).toEqual(refuse({ tag: 'key-suspended', comesBackAt: TEST_TIME + 7 * DAY_MS, comesBackWith }));
    expect(left.alerts).toEqual([`${account.email}: sign-in.key refused`]);
    expect(left.changed).not.toContain('session');
  });

  it('happens once where two ask at the same moment', async () => {
    const { account, key, recoveryKey } = await suspended();
    const ask = () =>
      comeBack(world.deps, makeCaller(), { with: 'recovery-key', recoveryKey, response: comesWith(world.deps, key) });
    const decisions = await Promise.all([ask(), ask()]);
    expect(decisions.map(({ allowed }) => allowed).sort()).toEqual([false, true]);
    expect((await keyNow(world.deps, account, key)).suspension).toBeNull();
  });
});
