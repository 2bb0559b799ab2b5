// What is done with a case secret: under the lock, with what is due moved on first, and on record whichever way it ends.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { done } from '../operate.ts';
import { requireRecoveryKey, withCase } from './with-case.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;

describeUseCase('a case', (world) => {
  const begun = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    return { account, proofs: await begin(world.deps, account, asker(TEST_TIME)) };
  };

  it('is ripe at its time before anything is done with it, and that is told once', async () => {
    const { account, proofs } = await begun();
    const look = () =>
      leaves(world.deps, () =>
        withCase(world.deps, asker(RIPENS), 'recovery.withdraw', proofs.caseSecret, async (_tx, open) =>
          done(open.hold.state),
        ),
      );
    const left = await look();
    expect(left.answer).toEqual(allow('ripe'));
    expect(left.alerts[0]).toBe(`${account.email}: hold.ripen done`);
    expect((await look()).events.map(({ operation }) => operation)).toEqual(['recovery.withdraw']);
  });

  it('puts a refusal on record, under its number', async () => {
    const { proofs } = await begun();
    const left = await leaves(world.deps, () =>
      withCase(world.deps, asker(TEST_TIME), 'recovery.complete', proofs.caseSecret, async () =>
        refuse({ tag: 'recovery-ended' }),
      ),
    );
    expect(left.events).toMatchObject([
      { operation: 'recovery.complete', outcome: 'refused', reason: 'recovery-ended', subject: proofs.caseNumber },
    ]);
  });

  it('judges the recovery key that began it, whatever was guessed before', async () => {
    const { account, proofs } = await begun();
    const canonical = (key = '') => key.replaceAll(' ', '');
    const judge = (key: string | undefined) =>
      withCase(world.deps, asker(TEST_TIME), 'recovery.key-options', proofs.caseSecret, async (tx, open) => {
        const decision = await requireRecoveryKey(world.deps, tx, asker(TEST_TIME), open, canonical(key));
        return decision.allowed ? done('right') : decision;
      });
    const wrong = refuse({ tag: 'recovery-refused', why: 'wrong-recovery-key' });
    for (let round = 0; round < 4; round++) {
      for (let guess = 0; guess < 4; guess++) expect(await judge(account.recoveryKeys[1])).toEqual(wrong);
      expect(await judge(proofs.recoveryKey)).toEqual(allow('right'));
    }
  });
});
