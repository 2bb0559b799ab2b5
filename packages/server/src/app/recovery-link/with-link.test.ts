// What stands between a link that was followed and the account: its time, its tier, and “This wasn’t me”.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { followLink } from '../../../../../test/support/recovery-links.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { LINK_MS } from '../../domain/recovery-link/decide-link.ts';
import { setFrozen, setProtected } from '../../storage/account.ts';
import type { Caller } from '../caller.ts';
import { isProved, withLink } from './with-link.ts';

const GONE = refuse({ tag: 'flow-gone' });

describeUseCase('behind a link that was followed', (world) => {
  const reach = (caller: Caller) =>
    withLink(world.deps, caller, 'recovery-link.complete', async (_tx, open) =>
      allow({ value: isProved(open, caller.now), evidence: {} }),
    );

  it('the account is reached for fifteen minutes, by that browser alone', async () => {
    const account = await makeAccount(world.deps);
    const caller = await followLink(world.deps, account.email);
    expect(await reach(caller)).toEqual(allow(true));
    expect(await reach({ ...caller, now: TEST_TIME + LINK_MS })).toEqual(GONE);
    expect(await reach(makeCaller())).toEqual(GONE);
  });

  it('where the account has a second factor, the link alone proves nothing', async () => {
    const account = await makeAccount(world.deps, { totp: true });
    expect(await reach(await followLink(world.deps, account.email))).toEqual(allow(false));
  });

  it('an account that became protected, or was frozen, is out of reach', async () => {
    const account = await makeAccount(world.deps);
    const caller = await followLink(world.deps, account.email);
    await world.deps.store.write((tx) => setFrozen(tx, account.id, TEST_TIME));
    expect(await reach(caller)).toEqual(GONE);
    await world.deps.store.write((tx) => setFrozen(tx, account.id, null));
    expect((await reach(caller)).allowed).toBe(true);
    await world.deps.store.write((tx) => setProtected(tx, account.id, 'advanced', 72, TEST_TIME));
    expect(await reach(caller)).toEqual(GONE);
  });
});
