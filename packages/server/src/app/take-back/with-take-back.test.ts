// The link to take protection back: good in any browser, while the account settles.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { askedBack, settledBy } from '../../../../../test/support/settling.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { SETTLING_MS } from '../../domain/enrolment/settling.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { findOpenTakeBack, openTakeBack } from './with-take-back.ts';

const REFUSED = refuse({ tag: 'link-refused' });

describeUseCaseOnBoth('the link to take protection back', (world) => {
  it('opens in every browser for a quarter of an hour, and says which factors will do', async () => {
    const { email } = await settledBy(world.deps, { password: 'nine quiet herons', totp: true, keys: [] });
    const { caller, link } = await askedBack(world.deps, email);
    const reader = makeCaller({ network: 'elsewhere' });
    const opened = factsOf(await openTakeBack(world.deps, reader, { link }));
    const find = (flowToken: string | null) =>
      world.deps.store.read((tx) => findOpenTakeBack(world.deps, tx, { ...reader, flowToken }, 'read'));
    expect([await find(null), (await find(opened.flowToken))?.account.email]).toEqual([null, email]);
    expect(opened).toMatchObject({ turnedOnAt: TEST_TIME, settlesAt: TEST_TIME + SETTLING_MS, with: ['key', 'totp'] });
    expect(opened.account).not.toContain(email);
    // Somebody else who reads the mailbox was first: it opens all the same.
    const again = factsOf(await openTakeBack(world.deps, caller, { link }));
    expect((await find(again.flowToken))?.account.email).toBe(email);
    // What a browser goes on in is no link.
    expect(await openTakeBack(world.deps, caller, { link: again.flowToken })).toEqual(REFUSED);
    const late = { ...caller, now: TEST_TIME + LINK_MS };
    expect(await openTakeBack(world.deps, late, { link })).toEqual(REFUSED);
  });

  it('leads nowhere once the account has settled', async () => {
    const { email } = await settledBy(world.deps, { password: 'nine quiet herons', totp: true, keys: [] });
    const { caller, link } = await askedBack(world.deps, email, TEST_TIME + SETTLING_MS - 1);
    const find = (now: number, flowToken: string | null) =>
      world.deps.store.read((tx) => findOpenTakeBack(world.deps, tx, { ...caller, flowToken, now }, 'read'));
    expect(await find(caller.now, null)).toBeNull();
    const { flowToken } = factsOf(await openTakeBack(world.deps, caller, { link }));
    expect(await find(caller.now, flowToken)).not.toBeNull();
    expect(await find(caller.now + 1, flowToken)).toBeNull();
  });
});
