// push.unsubscribe: that browser is told nothing more, not even what waits.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import { deleteChannel } from '../../storage/alert-channel.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { findBrowser } from './find-browser.ts';

/** Refused where the account has no such browser (`not-found`). */
export function unsubscribe(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly channelId: ChannelId },
): Promise<Decision<object>> {
  return operate(deps, caller, 'push.unsubscribe', async ({ tx, account }) => {
    const browser = await findBrowser(tx, account.id, input.channelId);
    if (!browser || !(await deleteChannel(tx, browser.id))) return refuse({ tag: 'not-found' });
    return done({}, { subject: browser.label });
  });
}
