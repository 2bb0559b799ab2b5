// The flow that a browser's cookie names: its own, of the kind that is asked for, while it lasts.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../test/support/use-case.ts';
import { putFlow } from '../storage/flow.ts';
import type { Caller } from './caller.ts';
import { findCallerFlow } from './caller-flow.ts';
import { sealFlow } from './flow-state.ts';
import { mintToken } from './token.ts';

describeUseCase('the flow of a browser', (world) => {
  const begin = async () => {
    const { token, hash } = mintToken(world.deps, 'hff');
    await world.deps.store.write((tx) =>
      putFlow(tx, {
        flow_key: hash,
        kind: 'sign-in',
        account_id: null,
        state_sealed: sealFlow(world.deps.keyRing, { kind: 'sign-in', throttleKey: 'ada' }),
        code_hash: null,
        tries_left: 1,
        created_at: TEST_TIME,
        expires_at: TEST_TIME + 1000,
      }),
    );
    return { token, hash };
  };
  const find = (caller: Partial<Caller>, kind: 'sign-in' | 'sign-up' = 'sign-in') =>
    world.deps.store.read((tx) => findCallerFlow(world.deps, tx, makeCaller(caller), kind));

  it('is found by its cookie, opened', async () => {
    const { token, hash } = await begin();
    expect(await find({ flowToken: token })).toMatchObject({
      row: { flow_key: hash },
      state: { kind: 'sign-in', throttleKey: 'ada' },
    });
  });

  it('is not found without the cookie, or by another', async () => {
    await begin();
    expect(await find({ flowToken: null })).toBeNull();
    expect(await find({ flowToken: mintToken(world.deps, 'hff').token })).toBeNull();
    expect(await find({ flowToken: 'hff_' })).toBeNull();
  });

  it('is not found as another kind', async () => {
    const { token } = await begin();
    expect(await find({ flowToken: token }, 'sign-up')).toBeNull();
  });

  it('is gone when its time is over', async () => {
    const { token } = await begin();
    expect(await find({ flowToken: token, now: TEST_TIME + 999 })).not.toBeNull();
    expect(await find({ flowToken: token, now: TEST_TIME + 1000 })).toBeNull();
  });
});
