// push.test: sends a test on the way that alerts go. A browser that is gone has to be turned on again in that browser.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { throttle } from '../throttle.ts';
import { findBrowser } from './find-browser.ts';

export function sendPushTest(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly channelId: ChannelId },
): Promise<Decision<object>> {
  return operate(deps, caller, 'push.test', async ({ tx, account, now }) => {
    const browser = await findBrowser(tx, account.id, input.channelId);
    if (browser?.state !== 'live') return refuse({ tag: 'not-found' });
    const refusal = await throttle(deps, tx, 'push.account', [account.id], now);
    if (refusal) return refuse(refusal);
    return done({}, { subject: browser.label, tellChannel: browser });
  });
}
