// A hold as pages show it: who asked, from where, and for a recovery its case; no address of a network, no secret.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { CLAIM_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { leaveProtection } from '../protection/change.ts';
import { viewHolds } from './view.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;

describeUseCase('a hold', (world) => {
  const view = (id: Parameters<typeof loadAccount>[1], now = TEST_TIME) =>
    world.deps.store.read(async (tx) => {
      const account = await loadAccount(tx, id);
      return account ? viewHolds(world.deps, tx, account, await listOpenHolds(tx, id), now) : [];
    });

  it('of a holder names the key, the place and the browser', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account, { caller: { ip: '8.8.8.8' } });
    const { hold } = factsOf(await leaveProtection(world.deps, caller));
    expect(await view(account.id)).toEqual([hold]);
    expect(hold).toEqual({
      id: hold?.id,
      kind: 'protection.leave',
      state: 'waiting',
      startedAt: TEST_TIME,
      secondAlertAt: TEST_TIME + 36 * HOUR_MS,
      ripensAt: RIPENS,
      endedAt: null,
      newEmail: null,
      contact: null,
      contactsNeeded: null,
      waitHours: null,
      proofs: 1,
      stoppedBy: 'any',
      about: null,
      expiresAt: RIPENS + CLAIM_MS,
      secondTouch: {
        by: 'another-key',
        keys: ['Blue key'],
        factors: false,
        beginnerFrom: TEST_TIME + 168 * HOUR_MS,
        beginnerMay: false,
      },
      settlesAt: null,
      startedWith: 'This laptop',
      place: { countryCode: 'US', country: 'United States' },
      device: 'Unknown browser',
      newDevice: false,
      recovery: null,
    });
  });

  it('of a recovery tells its case and its key, and that the browser is new', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const begun = await begin(world.deps, account, asker(TEST_TIME), 1);
    const [hold] = await view(account.id, RIPENS);
    expect(hold).toMatchObject({
      kind: 'recovery',
      state: 'ripe',
      startedWith: null,
      newDevice: true,
      recovery: {
        caseNumber: begun.caseNumber,
        keyOrdinal: 2,
        keyMadeAt: TEST_TIME - 7 * 24 * HOUR_MS,
        expiresAt: RIPENS + CLAIM_MS,
      },
    });
    expect(JSON.stringify(hold)).not.toContain(makeCaller().ip);
  });
});
