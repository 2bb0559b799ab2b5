// New keys of a recovery: only when it is ripe, only with both proofs, and opening nothing before it is completed.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addKey, asker, begin, beginWithBoth, HOUR_MS, type Proofs } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves, newAuthenticator } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { signInOptions, signInWithKey } from '../sign-in/key.ts';
import { addRecoveryKey, recoveryKeyOptions } from './add-key.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;
const WRONG = '0000 0000 0000 0000 0000 0000 0000';

describeUseCase('registering a key in a recovery', (world) => {
  const begun = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    return { account, proofs: await begin(world.deps, account, asker(TEST_TIME)) };
  };
  const options = (proofs: Proofs, now = RIPENS) =>
    leaves(world.deps, () => recoveryKeyOptions(world.deps, asker(now), { ...proofs, hint: 'security-key' }));

  it('is kept with the case, on record and told, and touches no key of the account', async () => {
    const { account, proofs } = await begun();
    await options(proofs);
    const left = await leaves(world.deps, () => addKey(world.deps, asker(RIPENS), proofs, 'New desk key'));
    expect(factsOf(left.answer.decision).keys).toEqual([{ nickname: 'New desk key' }]);
    expect(left.events.at(-1)).toMatchObject({
      operation: 'recovery.add-key',
      actor: 'stranger',
      subject: proofs.caseNumber,
      key_name: 'New desk key',
    });
    expect(left.alerts).toEqual([`${account.email}: recovery.add-key done`]);
    expect(left.changed).toEqual(['audit_event', 'outbox', 'recovery_case', 'spent']);
  });

  it('opens nothing yet', async () => {
    const { proofs } = await begun();
    const { authenticator } = await addKey(world.deps, asker(RIPENS), proofs, 'New desk key');
    const response = authenticator.assert(signInOptions(world.deps, asker(RIPENS)));
    expect(await signInWithKey(world.deps, asker(RIPENS), { response })).toMatchObject({
      refusal: { tag: 'sign-in-failed', why: 'unknown-credential' },
    });
  });

  it('is refused a millisecond early, after a clock that was set back, and when it has expired', async () => {
    const { proofs } = await begun();
    const waiting = refuse({ tag: 'recovery-waiting', ripensAt: RIPENS });
    expect((await options(proofs, RIPENS - 1)).answer).toEqual(waiting);
    expect((await options(proofs)).answer.allowed).toBe(true);
    expect((await options(proofs, TEST_TIME)).answer).toEqual(waiting);
    expect((await options(proofs, RIPENS + CLAIM_MS)).answer).toEqual(refuse({ tag: 'recovery-ended' }));
  });

  it('is refused with a challenge from before the clock was set back', async () => {
    const { proofs } = await begun();
    const asked = factsOf((await options(proofs)).answer);
    const input = { ...proofs, nickname: 'K', response: newAuthenticator().register(asked) };
    expect(await addRecoveryKey(world.deps, asker(RIPENS - 1), input)).toEqual(
      refuse({ tag: 'recovery-waiting', ripensAt: RIPENS }),
    );
  });

  it('wants a recovery key that began the case: not the other one, another’s, or half of it', async () => {
    const { account, proofs } = await begun();
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    const wrong = refuse({ tag: 'recovery-refused', why: 'wrong-recovery-key' });
    for (const recoveryKey of [account.recoveryKeys[1] ?? '', other.recoveryKeys[0] ?? '', WRONG]) {
      const left = await options({ ...proofs, recoveryKey });
      expect(left.answer).toEqual(wrong);
      expect(left.events.at(-1)).toMatchObject({ operation: 'recovery.key-options', outcome: 'refused' });
      expect(left.alerts).toContain(`${account.email}: recovery.key-options refused`);
    }
    const half = await options({ ...proofs, recoveryKey: proofs.recoveryKey.slice(0, 14) });
    expect(half.answer).toEqual(refuse({ tag: 'recovery-key-refused', group: null }));
  });

  it('is refused with the secret of somebody else’s case', async () => {
    const mine = await begun();
    const theirs = await begun();
    const crossed = { caseSecret: theirs.proofs.caseSecret, recoveryKey: mine.proofs.recoveryKey };
    expect((await options(crossed)).answer).toEqual(refuse({ tag: 'recovery-refused', why: 'wrong-recovery-key' }));
    expect((await options({ ...mine.proofs, caseSecret: '0000 0000 0000 0000 0000' })).answer).toEqual(
      refuse({ tag: 'link-refused' }),
    );
  });

  it('does not take a challenge of another case, nor one twice', async () => {
    const mine = await begun();
    const theirs = await begun();
    const asked = factsOf((await options(theirs.proofs)).answer);
    const response = newAuthenticator().register(asked);
    const add = (proofs: Proofs) => addRecoveryKey(world.deps, asker(RIPENS), { ...proofs, nickname: 'K', response });
    expect(await add(mine.proofs)).toMatchObject({ refusal: { tag: 'ceremony-failed' } });
    expect((await add(theirs.proofs)).allowed).toBe(true);
    expect(await add(theirs.proofs)).toEqual(refuse({ tag: 'credential-exists' }));
    const other = newAuthenticator().register(asked);
    expect(
      await addRecoveryKey(world.deps, asker(RIPENS), { ...theirs.proofs, nickname: 'L', response: other }),
    ).toEqual(refuse({ tag: 'ceremony-failed', why: 'challenge-spent' }));
  });

  it('takes five at most', async () => {
    const { proofs } = await begun();
    for (let key = 0; key < 5; key++) factsOf((await addKey(world.deps, asker(RIPENS), proofs, `Key ${key}`)).decision);
    expect((await addKey(world.deps, asker(RIPENS), proofs, 'One more')).decision).toEqual(
      refuse({ tag: 'too-many-credentials', countMax: 5 }),
    );
  });

  it('counts wrong recovery keys, records none past the limit, and still takes the right one', async () => {
    const { proofs } = await begun();
    const { points, seconds } = LIMITS['recovery.case'];
    for (let guess = 0; guess < points; guess++) await options({ ...proofs, recoveryKey: WRONG });
    const held = await options({ ...proofs, recoveryKey: WRONG });
    expect(held.answer).toEqual(refuse({ tag: 'throttled', retryAfterSeconds: seconds }));
    expect(held.changed).toEqual(['throttle']);
    expect((await options(proofs)).answer.allowed).toBe(true);
  });

  it('takes either of the two recovery keys that began a case together', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const proofs = await beginWithBoth(world.deps, account, asker(TEST_TIME));
    for (const recoveryKey of account.recoveryKeys) {
      expect((await options({ ...proofs, recoveryKey })).answer.allowed).toBe(true);
    }
  });
});
