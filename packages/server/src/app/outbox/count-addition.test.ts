// What is added to be told on is counted by account and day, before anybody's DNS server is asked.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { makePushBrowser } from '../../../../../test/support/push-browser.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import type { Decision } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { createOutbound } from '../../platform/outbound.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { subscribe } from '../push/subscribe.ts';
import { addWebhook } from '../webhook/add.ts';

type Add = (deps: Deps, caller: SignedInCaller, index: number) => Promise<Decision<object>>;
const ADDITIONS: Readonly<Record<'webhook-add.account' | 'push-add.account', Add>> = {
  'webhook-add.account': (deps, caller, index) =>
    addWebhook(deps, caller, 'account', { name: 'W', url: `https://dead-${index}.example/` }),
  'push-add.account': (deps, caller, index) =>
    subscribe(deps, caller, { endpoint: `https://dead-${index}.example/`, keys: makePushBrowser().keys }),
};

describeUseCase('adding where to be told', (world) => {
  it.each(Object.keys(ADDITIONS) as (keyof typeof ADDITIONS)[])(
    'stops at %s a day, and asks no name beyond it',
    async (limit) => {
      const asked: string[] = [];
      const resolve = async (name: string) => {
        asked.push(name);
        return [];
      };
      const deps = { ...world.deps, outbound: createOutbound({ resolve }) };
      const add = ADDITIONS[limit];
      const caller = await signIn(deps, await makeAccount(deps));
      const { points } = LIMITS[limit];
      for (let index = 0; index < points; index++)
        expect(await add(deps, caller, index)).toMatchObject({ allowed: false });
      expect(asked).toHaveLength(points);
      const left = await leaves(deps, () => add(deps, caller, points));
      expect(left.answer).toMatchObject({ refusal: { tag: 'throttled' } });
      expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'throttled' }]);
      expect(asked).toHaveLength(points);
      // Nobody else's day is used up by it.
      const other = await signIn(deps, await makeAccount(deps));
      expect(await add(deps, other, 0)).toMatchObject({ refusal: { tag: expect.not.stringMatching('throttled') } });
    },
  );
});
