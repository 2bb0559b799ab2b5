// Reading a case: for the bearer of its secret, signed out, without changing anything.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addKey, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { RIPE_MS } from '../../domain/hold/hold.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { readRecovery } from './read.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;

describeUseCase('reading a recovery case', (world) => {
  const begun = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    return { account, proofs: await begin(world.deps, account, asker(TEST_TIME)) };
  };
  const read = (caseSecret: string, now = TEST_TIME, network?: string) =>
    leaves(world.deps, () => readRecovery(world.deps, asker(now, network), { caseSecret }));

  it('tells how it stands and whose it is, masked, and leaves no trace', async () => {
    const { account, proofs } = await begun();
    const left = await read(proofs.caseSecret.toLowerCase().replaceAll(' ', '-'));
    expect(left.changed).toEqual([]);
    expect(factsOf(left.answer)).toEqual({
      caseNumber: proofs.caseNumber,
      state: 'waiting',
      startedAt: TEST_TIME,
      secondAlertAt: TEST_TIME + 36 * HOUR_MS,
      ripensAt: RIPENS,
      expiresAt: RIPENS + RIPE_MS,
      endedAt: null,
      keys: [],
      keysNeeded: 2,
      unmet: ['two-keys', 'key-for-another-device'],
      contacts: null,
      account: `${account.email[0]}•••@example.com`,
    });
  });

  it('tells what the case is at that time, where no job has run', async () => {
    const { proofs } = await begun();
    const states = [];
    for (const now of [RIPENS - 1, RIPENS, RIPENS + RIPE_MS - 1, RIPENS + RIPE_MS, TEST_TIME - 1000 * HOUR_MS]) {
      states.push(factsOf((await read(proofs.caseSecret, now)).answer).state);
    }
    expect(states).toEqual(['waiting', 'ripe', 'ripe', 'expired', 'waiting']);
    expect(factsOf((await read(proofs.caseSecret, RIPENS + RIPE_MS)).answer)).toMatchObject({
      endedAt: RIPENS + RIPE_MS,
      unmet: [],
    });
  });

  it('names the keys that wait, and what they still lack', async () => {
    const { proofs } = await begun();
    factsOf((await addKey(world.deps, asker(RIPENS), proofs, 'New desk key')).decision);
    expect(factsOf((await read(proofs.caseSecret, RIPENS)).answer)).toMatchObject({
      keys: [{ nickname: 'New desk key' }],
      unmet: ['two-keys'],
    });
  });

  it('is refused with anything but a secret, and throttled for whoever guesses; a right one always reads', async () => {
    const { proofs } = await begun();
    for (const secret of ['', '0000 0000 0000 0000', proofs.caseSecret.slice(0, -1), proofs.recoveryKey]) {
      expect((await read(secret)).answer).toEqual(refuse({ tag: 'link-refused' }));
    }
    for (let guess = 0; guess < LIMITS['code.network'].points; guess++) await read('0000', TEST_TIME, 'guesser');
    expect((await read('0000', TEST_TIME, 'guesser')).answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await read(proofs.caseSecret, TEST_TIME, 'guesser')).answer.allowed).toBe(true);
  });
});
