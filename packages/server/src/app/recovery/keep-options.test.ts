// What a completed recovery could keep: named to the bearer of both proofs, once the case is open.

import { expect, it } from 'vitest';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { recoveryKeepOptions } from './keep-options.ts';

const RIPENS = TEST_TIME + 72 * HOUR_MS;

describeUseCaseOnBoth('what a recovery could keep', (world) => {
  it('is told with both proofs, once it is open, and what is young is not suggested', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 0);
    const channel = await makeChannel(world.deps, holder.id);
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('alert_channel')
        .set({ created_at: TEST_TIME - 20 * 24 * HOUR_MS })
        .where('id', '=', channel)
        .execute(),
    );
    const proofs = await begin(world.deps, holder, asker(TEST_TIME));
    const ask = (now: number, recoveryKey = proofs.recoveryKey) =>
      recoveryKeepOptions(world.deps, asker(now), { ...proofs, recoveryKey });
    expect(await ask(RIPENS - 1)).toMatchObject({ refusal: { tag: 'recovery-waiting' } });
    expect(await ask(RIPENS, holder.recoveryKeys[1])).toMatchObject({ refusal: { tag: 'recovery-refused' } });
    expect(factsOf(await ask(RIPENS))).toMatchObject({
      channels: [{ id: channel, kind: 'webhook', settled: true }],
      contacts: [{ id: contacts[0]?.id, email: contacts[0]?.account.email, settled: false }],
    });
  });
});
