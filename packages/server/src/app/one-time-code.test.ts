// Six digits by mail: stored as a keyed hash, compared only after a try is taken, five tries and no more.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { describeUseCase, type World } from '../../../../test/support/use-case.ts';
import { findFlow, putFlow } from '../storage/flow.ts';
import { CODE_MS, CODE_TRIES, makeCode, matchCode } from './one-time-code.ts';

describeUseCase('a one-time code', (world) => {
  const begin = async ({ deps }: World, flowKey: string, { hasCode = true } = {}) => {
    const { code, hash } = makeCode(deps, flowKey);
    await deps.store.write((tx) =>
      putFlow(tx, {
        flow_key: flowKey,
        kind: 'email',
        account_id: null,
        state_sealed: '',
        code_hash: hasCode ? hash : null,
        tries_left: CODE_TRIES,
        created_at: TEST_TIME,
        expires_at: TEST_TIME + CODE_MS,
      }),
    );
    return { code, hash };
  };
  const guess = ({ deps }: World, flowKey: string, code: string) =>
    deps.store.write(async (tx) => {
      const flow = await findFlow(tx, 'email', flowKey, TEST_TIME);
      if (!flow) throw new Error('the flow was just begun');
      return matchCode(deps, tx, flow, code);
    });
  const other = (code: string) => (code === '000000' ? '000001' : '000000');

  it('has six digits, of which the database keeps a keyed hash', async () => {
    const { code, hash } = await begin(world, 'shape');
    expect(code).toMatch(/^\d{6}$/);
    expect(hash).toHaveLength(43);
    expect(makeCode(world.deps, 'shape').hash).not.toBe(hash);
  });

  it('matches itself and no other', async () => {
    const { code } = await begin(world, 'match');
    expect(await guess(world, 'match', other(code))).toBe(false);
    expect(await guess(world, 'match', code)).toBe(true);
  });

  it('is of one flow: the same digits do not match another', async () => {
    const { code, hash } = await begin(world, 'one');
    await begin(world, 'two');
    await world.deps.store.write((tx) =>
      tx.q.updateTable('flow').set({ code_hash: hash }).where('flow_key', '=', 'two').execute(),
    );
    expect(await guess(world, 'two', code)).toBe(false);
  });

  it('is not compared any more after five tries, right or wrong', async () => {
    const { code } = await begin(world, 'tries');
    for (let tries = 0; tries < CODE_TRIES - 1; tries++) expect(await guess(world, 'tries', other(code))).toBe(false);
    expect(await guess(world, 'tries', code)).toBe(true);
    expect(await guess(world, 'tries', code)).toBe(false);
  });

  it.each(['123456', '', '000000'])('where none was sent, %j is refused like any other', async (code) => {
    await begin(world, `none ${code}`, { hasCode: false });
    expect(await guess(world, `none ${code}`, code)).toBe(false);
  });
});
