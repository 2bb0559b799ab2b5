// Reading a case: for the bearer of its secret, signed out, without changing anything.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { doubt } from '../../../../../test/support/doubt.ts';
import { addKey, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { readRecovery } from './read.ts';

/** Reads as a secret, and fits no case. */
const WRONG = '0000 0000 0000 0000 0000';
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
      expiresAt: RIPENS + CLAIM_MS,
      endedAt: null,
      keys: [],
      keysNeeded: 2,
      unmet: ['two-keys', 'key-for-another-device'],
      contacts: null,
      waitsFor: 'time',
      begunWith: 'one',
      stoppedBy: 'any',
      account: `${account.email[0]}•••@example.com`,
    });
  });

  it('tells what the case is at that time, where no job has run', async () => {
    const { proofs } = await begun();
    const states = [];
    for (const now of [RIPENS - 1, RIPENS, RIPENS + CLAIM_MS - 1, RIPENS + CLAIM_MS, TEST_TIME - 1000 * HOUR_MS]) {
      states.push(factsOf((await read(proofs.caseSecret, now)).answer).state);
    }
    expect(states).toEqual(['waiting', 'ripe', 'ripe', 'expired', 'waiting']);
    expect(factsOf((await read(proofs.caseSecret, RIPENS + CLAIM_MS)).answer)).toMatchObject({
      endedAt: RIPENS + CLAIM_MS,
      unmet: [],
    });
  });

  it('tells that it can be claimed while the clock is in doubt, whatever the clock shows', async () => {
    const { proofs } = await begun();
    const late = RIPENS + CLAIM_MS + HOUR_MS;
    await doubt(world.deps, RIPENS);
    const { state, expiresAt, endedAt } = factsOf((await read(proofs.caseSecret, late)).answer);
    expect({ state, expiresAt, endedAt }).toEqual({ state: 'ripe', expiresAt: late + CLAIM_MS, endedAt: null });
  });

  it('names the keys that wait, and what they still lack', async () => {
    const { proofs } = await begun();
    factsOf((await addKey(world.deps, asker(RIPENS), proofs, 'New desk key')).decision);
    expect(factsOf((await read(proofs.caseSecret, RIPENS)).answer)).toMatchObject({
      keys: [{ nickname: 'New desk key' }],
      unmet: ['two-keys'],
    });
  });

  it('knows a mistyped secret by its text alone: it is looked up nowhere and is not a guess', async () => {
    const { proofs } = await begun();
    const { caseSecret } = proofs;
    const slip = `${caseSecret.slice(0, 11)}${caseSecret[11] === 'A' ? 'B' : 'A'}${caseSecret.slice(12)}`;
    const misread = (group: number | null) => refuse({ tag: 'case-secret-refused', group });
    for (const secret of ['', 'D4TX W8MQ 2HVK 9RBC', caseSecret.slice(0, -1), proofs.recoveryKey]) {
      expect((await read(secret)).answer).toEqual(misread(null));
    }
    for (let slips = 0; slips <= LIMITS['code.network'].points; slips++) {
      const left = await read(slip, TEST_TIME, 'clumsy');
      expect(left).toMatchObject({ answer: misread(3), changed: [] });
    }
    expect((await read(WRONG, TEST_TIME, 'clumsy')).answer).toEqual(refuse({ tag: 'link-refused' }));
  });

  it('is throttled for whoever guesses; a right one always reads', async () => {
    const { proofs } = await begun();
    for (let guess = 0; guess < LIMITS['code.network'].points; guess++) {
      expect((await read(WRONG, TEST_TIME, 'guesser')).answer).toEqual(refuse({ tag: 'link-refused' }));
    }
    expect((await read(WRONG, TEST_TIME, 'guesser')).answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect((await read(proofs.caseSecret, TEST_TIME, 'guesser')).answer.allowed).toBe(true);
  });
});
