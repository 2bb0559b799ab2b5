// A stranger who tries recovery keys, and a holder who comes back meanwhile: the holder never waits for the stranger.

import { describe, expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { addKey, asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { practiseRecovery } from '../recovery-key/practise.ts';
import { throttle } from '../throttle.ts';
import { beginRecovery } from './begin.ts';
import { countWrongKey, countWrongReturn, isWorthRecording } from './count-wrong-key.ts';
import { readRecovery } from './read.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;
const HOLDERS_NETWORK = '198.51.100.77';

describeUseCaseOnBoth('a holder with a right recovery key and a right case secret', (world) => {
  // Whatever the stranger's networks are, only a counter that the holder looks at too could hold the holder up. So every one
  // of those is filled: of the holder's network, address, account and case, as far as that many requests would fill it.
  describe.each([100, 10_000, 1_000_000])('beside a stranger with %i requests a day', (requests) => {
    it.each(['from other networks', 'from the holder’s own network'])('%s, waits for nothing', async (where) => {
      const account = await makeAccount(world.deps, { tier: 'advanced' });
      const open = await begin(world.deps, account, asker(TEST_TIME, HOLDERS_NETWORK));
      const [row] = await world.deps.store.read((tx) =>
        tx.q.selectFrom('recovery_case').select('hold_id').where('account_id', '=', account.id).execute(),
      );
      if (!row) throw new Error('a case is open');
      const network = where === 'from other networks' ? '2001:db8:9::' : HOLDERS_NETWORK;
      await world.deps.store.write(async (tx) => {
        await countWrongKey(world.deps, tx, asker(RIPENS, network));
        await isWorthRecording(world.deps, tx, account.email, RIPENS);
        await countWrongReturn(world.deps, tx, row.hold_id, RIPENS);
        await throttle(world.deps, tx, 'code.network', [network], RIPENS);
        await throttle(world.deps, tx, 'drill.account', [account.id], RIPENS);
        await tx.q.updateTable('throttle').set({ points: requests }).execute();
      });
      const holder = asker(RIPENS, HOLDERS_NETWORK);
      factsOf(await readRecovery(world.deps, holder, open));
      factsOf((await addKey(world.deps, holder, open, 'New key')).decision);
      const [, recoveryKey = ''] = account.recoveryKeys;
      factsOf(await beginRecovery(world.deps, holder, { email: account.email, recoveryKey }));
      const session = await signIn(world.deps, account, { now: RIPENS });
      factsOf(await practiseRecovery(world.deps, session, { recoveryKey }));
    });
  });

  it('is counted by no limit of recovery or drill: a hundred right ones leave no counter', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const open = await begin(world.deps, account, asker(TEST_TIME));
    await world.deps.store.write((tx) => tx.q.deleteFrom('throttle').execute());
    const session = await signIn(world.deps, account);
    for (let n = 0; n < 100; n++) {
      factsOf(await readRecovery(world.deps, asker(TEST_TIME), open));
      factsOf(await practiseRecovery(world.deps, session, { recoveryKey: open.recoveryKey }));
    }
    expect(await world.deps.store.read((tx) => tx.q.selectFrom('throttle').selectAll().execute())).toEqual([]);
  });
});

describeUseCase('what is counted of wrong recovery keys', (world) => {
  const write = <T>(act: Parameters<typeof world.deps.store.write<T>>[0]) => world.deps.store.write(act);

  it('is the network that asks, and the case whose secret was right', async () => {
    const caller = asker(TEST_TIME, 'one');
    for (let n = 0; n < LIMITS['recovery.network'].points; n++) {
      expect(await write((tx) => countWrongKey(world.deps, tx, caller))).toBeNull();
    }
    expect(await write((tx) => countWrongKey(world.deps, tx, caller))).toMatchObject({ tag: 'throttled' });
    expect(await write((tx) => countWrongKey(world.deps, tx, asker(TEST_TIME, 'two')))).toBeNull();
    const returning = (holdId: string) => write((tx) => countWrongReturn(world.deps, tx, holdId as never, TEST_TIME));
    for (let n = 0; n < LIMITS['recovery.case'].points; n++) expect(await returning('hold_1')).toBeNull();
    expect(await returning('hold_1')).toMatchObject({ tag: 'throttled' });
    expect(await returning('hold_2')).toBeNull();
  });

  it('is put on record twenty times in six hours for one address, under every spelling of it', async () => {
    const said = [];
    for (let n = 0; n < 22; n++) {
      const email = n % 2 ? 'Mara@example.org' : ' mara@EXAMPLE.org';
      said.push(await write((tx) => isWorthRecording(world.deps, tx, email, TEST_TIME)));
    }
    expect(said).toEqual([...Array.from({ length: 20 }, () => true), false, false]);
    const later = TEST_TIME + 6 * HOUR_MS;
    expect(await write((tx) => isWorthRecording(world.deps, tx, 'mara@example.org', later))).toBe(true);
  });

  it('leaves nothing in the clear', async () => {
    await write((tx) => isWorthRecording(world.deps, tx, 'nobody-sees-this@example.org', TEST_TIME));
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('throttle').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain('nobody-sees-this');
  });
});
