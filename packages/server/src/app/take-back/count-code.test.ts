import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { rememberDevice } from '../../storage/device.ts';
import { hashToken, mintToken } from '../token.ts';
import { countCode } from './count-code.ts';

describeUseCase('codes that take protection back', (world) => {
  const count = (of: Parameters<typeof makeCaller>[0], id: Awaited<ReturnType<typeof makeAccount>>['id']) =>
    world.deps.store.write((tx) => countCode(world.deps, tx, makeCaller(of), id));

  it('from one network fill nothing that stands before another, or before a known browser', async () => {
    const { id } = await makeAccount(world.deps);
    const thief = { network: 'thief', now: TEST_TIME };
    for (let tried = 0; tried < LIMITS['take-back-code.network'].points; tried++)
      expect(await count(thief, id)).toBeNull();
    expect(await count(thief, id)).toMatchObject({ tag: 'throttled' });
    expect(await count({ network: 'home', now: TEST_TIME }, id)).toBeNull();
    const { token: deviceToken } = mintToken(world.deps, 'hfd');
    const hash = hashToken(world.deps.keyRing, 'hfd', deviceToken);
    await world.deps.store.write((tx) => rememberDevice(tx, id, hash ?? '', TEST_TIME));
    expect(await count({ ...thief, deviceToken }, id)).toBeNull();
  });

  it('from many networks are no more than a guesser could use', async () => {
    const { id } = await makeAccount(world.deps);
    const { points } = LIMITS['take-back-code.account'];
    for (let tried = 0; tried < points; tried++) await count({ network: `${tried}`, now: TEST_TIME }, id);
    expect(await count({ network: 'one more', now: TEST_TIME }, id)).toMatchObject({ tag: 'throttled' });
  });
});
