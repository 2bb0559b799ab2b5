// An answer that was lost on its way is given again to whoever names the attempt, and to nobody else.

import { expect, it } from 'vitest';
import { type MadeAccount, makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { RecoveryFault } from '../../domain/refusal.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { beginRecovery } from './begin.ts';
import { readRecovery } from './read.ts';

const ATTEMPT = '7b6e0f3a-49a4-4f6e-9d7d-3f0f7b6f9a11';
const OTHER = '0c2f3d0e-8d55-4ac1-8f0a-f5a1d54a2f6b';
const WRONG = '0000 0000 0000 0000 0000 0000 0000';
const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });

describeUseCaseOnBoth('a recovery whose beginning was not heard', (world) => {
  const holder = () => makeAccount(world.deps, { tier: 'advanced' });
  const begin = (
    { email, recoveryKeys: [one = '', two = ''] }: MadeAccount,
    attempt: string | undefined,
    { now = TEST_TIME, keys = [one], of = email }: { now?: number; keys?: readonly string[]; of?: string } = {},
  ) =>
    leaves(world.deps, () => {
      const [recoveryKey = two, otherRecoveryKey] = keys;
      return beginRecovery(world.deps, asker(now), { email: of, recoveryKey, otherRecoveryKey, attempt });
    });

  it('is told again, the same, from any network: nothing is written and nobody hears twice', async () => {
    const account = await holder();
    const first = factsOf((await begin(account, ATTEMPT)).answer);
    const again = await begin(account, ATTEMPT, { now: TEST_TIME + 40 * HOUR_MS });
    expect(factsOf(again.answer)).toEqual(first);
    expect([again.changed, again.alerts]).toEqual([[], []]);
    expect(factsOf(await readRecovery(world.deps, asker(TEST_TIME), first)).caseNumber).toBe(first.caseNumber);
  });

  it('is told again where both recovery keys began it, and takes nothing’s place', async () => {
    const account = await holder();
    const keys = account.recoveryKeys;
    const first = factsOf((await begin(account, ATTEMPT, { keys })).answer);
    expect(factsOf((await begin(account, ATTEMPT, { keys })).answer)).toEqual(first);
  });

  it('is not told to another attempt, to none, nor without the recovery key', async () => {
    const account = await holder();
    const stranger = await holder();
    factsOf((await begin(account, ATTEMPT)).answer);
    for (const attempt of [OTHER, undefined]) {
      expect((await begin(account, attempt)).answer).toEqual(refused('recovery-running'));
    }
    expect((await begin(account, ATTEMPT, { keys: [WRONG] })).answer).toEqual(refused('wrong-recovery-key'));
    expect((await begin(account, ATTEMPT, { of: stranger.email })).answer).toEqual(refused('wrong-recovery-key'));
  });

  it('with the account’s other key is a case of its own', async () => {
    const account = await holder();
    const first = factsOf((await begin(account, ATTEMPT)).answer);
    const second = factsOf((await begin(account, ATTEMPT, { keys: account.recoveryKeys.slice(1) })).answer);
    expect(second.caseSecret).not.toBe(first.caseSecret);
    expect(second.caseNumber).not.toBe(first.caseNumber);
  });

  it('that was stopped is not told again: the same attempt begins one with a secret of its own', async () => {
    const account = await holder();
    const first = factsOf((await begin(account, ATTEMPT)).answer);
    await world.deps.store.write(async (tx) => {
      for (const { id } of await listOpenHolds(tx, account.id)) {
        await endHold(tx, account.id, id, 'vetoed', TEST_TIME + HOUR_MS);
      }
    });
    const second = factsOf((await begin(account, ATTEMPT, { now: TEST_TIME + 2 * HOUR_MS })).answer);
    expect(second.caseSecret).not.toBe(first.caseSecret);
    expect(second.begunWith).toBe('again');
  });
});
