// push.unsubscribe: that browser is to be told nothing more. It is a channel of alerts, and stopping it is slow (product.md §3).

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';
import { findBrowser } from './find-browser.ts';

/** Refused where the account has no such browser (`not-found`). */
export function unsubscribe(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly channelId: ChannelId },
): Promise<Decision<{ readonly hold: HoldView | null }>> {
  return operate<{ readonly hold: HoldView | null }>(deps, caller, 'push.unsubscribe', async (work) => {
    const browser = await findBrowser(work.tx, work.account.id, input.channelId);
    if (!browser) return refuse({ tag: 'not-found' });
    const begun = await beginSlow(deps, caller, work, { kind: 'channel.stop', channelId: browser.id });
    if (!begun.allowed) return begun;
    return done({ hold: begun.facts.hold }, { ...begun.facts.evidence, subject: browser.label });
  });
}
