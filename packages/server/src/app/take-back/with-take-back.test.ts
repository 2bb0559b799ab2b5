// The link to take protection back: good once, in the browser that asked, while the account settles.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { askedBack, settledBy } from '../../../../../test/support/settling.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import { findOpenTakeBack, openTakeBack } from './with-take-back.ts';

const REFUSED = refuse({ tag: 'link-refused' });

describeUseCaseOnBoth('the link to take protection back', (world) => {
  it('opens once, in the browser that asked, and says which factors will do', async () => {
    const { email } = await settledBy(world.deps, { password: 'nine quiet herons', totp: true, keys: [] });
    const { caller, link } = await askedBack(world.deps, email);
    expect(await openTakeBack(world.deps, makeCaller({ network: 'elsewhere' }), { link })).toEqual(REFUSED);
    const opened = factsOf(await openTakeBack(world.deps, caller, { link }));
    expect(opened).toMatchObject({ turnedOnAt: TEST_TIME, settlesAt: TEST_TIME + SETTLING_MS, with: ['key', 'totp'] });
    expect(opened.account).not.toContain(email);
    expect(await openTakeBack(world.deps, caller, { link })).toEqual(REFUSED);
  });

  it('leads nowhere once the account has settled', async () => {
    const { email } = await settledBy(world.deps, { password: 'nine quiet herons', totp: true, keys: [] });
    const { caller, link } = await askedBack(world.deps, email, TEST_TIME + SETTLING_MS - 1);
    const find = (now: number) =>
      world.deps.store.read((tx) => findOpenTakeBack(world.deps, tx, { ...caller, now }, 'read'));
    expect(await find(caller.now)).toBeNull();
    factsOf(await openTakeBack(world.deps, caller, { link }));
    expect(await find(caller.now)).not.toBeNull();
    expect(await find(caller.now + 1)).toBeNull();
  });
});
