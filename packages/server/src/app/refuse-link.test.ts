import { expect, it } from 'vitest';
import { makeCaller } from '../../../../test/support/accounts.ts';
import { describeUseCase } from '../../../../test/support/use-case.ts';
import { LIMITS } from '../domain/throttle/throttle.ts';
import { refuseLink } from './refuse-link.ts';

describeUseCase('a link that fits nothing', (world) => {
  it('is refused, and beyond so many from one network told to wait', async () => {
    const refuse = (network: string) =>
      world.deps.store.write((tx) => refuseLink(world.deps, tx, makeCaller({ network })));
    for (let tries = 0; tries < LIMITS['code.network'].points; tries++) {
      expect(await refuse('guessing')).toEqual({ tag: 'link-refused' });
    }
    expect(await refuse('guessing')).toMatchObject({ tag: 'throttled' });
    expect(await refuse('another')).toEqual({ tag: 'link-refused' });
  });
});
