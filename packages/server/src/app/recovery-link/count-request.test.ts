// Requests for links: a known browser's are counted by themselves, everybody else's together, and never refused for the mailbox.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import type { Caller } from '../caller.ts';
import { countRequest } from './count-request.ts';

describeUseCase('requests for links', (world) => {
  let networks = 0;
  const stranger = (now = TEST_TIME) => makeCaller({ network: `network ${++networks}`, now });
  const count = (caller: Caller, about: Parameters<typeof countRequest>[3]) =>
    world.deps.store.write((tx) => countRequest(world.deps, tx, caller, about));
  const { points, seconds } = LIMITS['link.address'];

  it('by strangers send five an hour, then one a quarter-hour, for known and unknown addresses', async () => {
    const account = await makeAccount(world.deps);
    for (const about of [
      { email: account.email, accountId: account.id },
      { email: 'nobody@example.com', accountId: null },
    ]) {
      const sends = [];
      for (let asked = 0; asked < points + 3; asked++) sends.push(await count(stranger(), about));
      expect(sends.map((one) => one.limited === null && one.sends)).toEqual([
        ...Array(points + 1).fill(true),
        false,
        false,
      ]);
      const quarter = TEST_TIME + LIMITS['link.spare'].seconds * 1000;
      expect(await count(stranger(quarter), about)).toEqual({ limited: null, sends: true });
      expect(await count(stranger(quarter), about)).toEqual({ limited: null, sends: false });
      const hour = TEST_TIME + seconds * 1000;
      expect(await count(stranger(hour), about)).toEqual({ limited: null, sends: true });
    }
  });

  it('for another spelling of the same mailbox use up nothing of what the account is mailed', async () => {
    const account = await makeAccount(world.deps);
    const email = account.email.replace('@', '+other@');
    for (let asked = 0; asked < points + 3; asked++) await count(stranger(), { email, accountId: null });
    const own = { email: account.email, accountId: account.id };
    expect(await count(stranger(), own)).toEqual({ limited: null, sends: true });
  });

  it('of a known browser are counted by it alone', async () => {
    const account = await makeAccount(world.deps);
    const about = { email: account.email, accountId: account.id };
    const [one, two] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    for (let asked = 0; asked < LIMITS['link.browser'].points; asked++) {
      expect(await count(one, about)).toEqual({ limited: null, sends: true });
    }
    for (let asked = 0; asked < points; asked++) {
      expect(await count(stranger(), about)).toEqual({ limited: null, sends: true });
    }
    expect(await count(two, about)).toEqual({ limited: null, sends: true });
  });

  it('of a known browser that asked too often, or with its copied cookie, count like anybody’s', async () => {
    const account = await makeAccount(world.deps);
    const about = { email: account.email, accountId: account.id };
    const browser = await signIn(world.deps, account);
    for (let asked = 0; asked < LIMITS['link.browser'].points + points; asked++) {
      expect(await count(browser, about)).toEqual({ limited: null, sends: true });
    }
    expect(await count(browser, about)).toEqual({ limited: null, sends: true });
    expect(await count(browser, about)).toEqual({ limited: null, sends: false });
  });

  it('from one network are refused beyond its limit, whatever addresses it names', async () => {
    const caller = stranger();
    for (let asked = 0; asked < LIMITS['mail.network'].points; asked++) {
      expect((await count(caller, { email: `${asked}@example.com`, accountId: null })).limited).toBeNull();
    }
    expect(await count(caller, { email: 'last@example.com', accountId: null })).toMatchObject({
      limited: { tag: 'throttled' },
    });
  });
});
