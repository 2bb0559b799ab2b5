// Counting guesses at recovery keys: under every spelling of an address, and forgiven by a right one.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { countGuess, forgiveGuesses } from './count-guess.ts';

const { points } = LIMITS['recovery.account-network'];

describeUseCase('a guess at a recovery key', (world) => {
  const guess = (email: string, network = email) =>
    world.deps.store.write((tx) => countGuess(world.deps, tx, makeCaller({ network }), email));

  it('counts for one account under every spelling of its address', async () => {
    for (let at = 0; at < points; at++)
      expect(await guess(at % 2 ? 'Ada@Example.com' : 'ada@example.com', 'one')).toBeNull();
    expect(await guess('ADA@example.com', 'one')).toMatchObject({ tag: 'throttled' });
    expect(await guess('ada@example.com', 'another')).toBeNull();
    expect(await guess('bo@example.com', 'one')).toBeNull();
  });

  it('counts no more once the key was right, but still for the network', async () => {
    const caller = makeCaller({ network: 'holder' });
    for (let at = 0; at < points; at++) await guess('cy@example.com', 'holder');
    await world.deps.store.write((tx) => forgiveGuesses(world.deps, tx, caller, 'cy@example.com'));
    expect(await guess('cy@example.com', 'holder')).toBeNull();
    for (let at = points + 1; at < LIMITS['recovery.network'].points; at++) await guess(`${at}@example.com`, 'holder');
    expect(await guess('last@example.com', 'holder')).toMatchObject({ tag: 'throttled' });
  });

  it('leaves nothing in the clear', async () => {
    const left = await leaves(world.deps, () => guess('deb@example.com', '203.0.113.77'));
    expect(left.changed).toEqual(['throttle']);
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('throttle').select('throttle_key').execute());
    expect(JSON.stringify(rows)).not.toMatch(/deb@|203\.0\.113/);
  });
});
