// Counts requests for recovery links, so that nobody fills a mailbox and nobody can stand in the holder's way: a browser that
// the account knows is counted by itself; what all others ask for is counted together, and beyond the limit it is not refused.
// No mail is sent then while one that was sent can still be followed; whoever reads it is sent one for their own browser.

import { emailKey } from '../../domain/account/email-address.ts';
import type { AccountId } from '../../domain/id.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { findKnownBrowser } from '../known-browser.ts';
import { throttle } from '../throttle.ts';

export type CountedRequest =
  | { readonly limited: Refusal }
  /** `sends`: a link is mailed for this request. Without one the browser waits for what an earlier mail brings it. */
  | { readonly limited: null; readonly sends: boolean };

/** An address that nobody has is counted like any other. */
export async function countRequest(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  caller: Caller,
  about: {
    readonly email: string;
    readonly accountId: AccountId | null;
    /** Counted apart from recovery links: those that are asked for must not use up what this one is mailed. */
    readonly apart?: 'take-back';
  },
): Promise<CountedRequest> {
  const { network, now } = caller;
  const apart = about.apart ? [about.apart] : [];
  const browser = await findKnownBrowser(deps, tx, caller, about.accountId);
  if (browser !== null && about.accountId !== null) {
    // A browser whose cookie was copied to one that asks for too many is like one that is not known.
    if (!(await throttle(deps, tx, 'link.browser', [...apart, about.accountId, browser], now))) {
      return { limited: null, sends: true };
    }
  }
  const limited = await throttle(deps, tx, 'mail.network', [network], now);
  if (limited) return { limited };
  // Never by mailbox: whoever asks for `name+x@` is mailed nothing, and would use up what `name@` is mailed.
  const asked = [...apart, about.accountId ?? emailKey(about.email)];
  if (!(await throttle(deps, tx, 'link.address', asked, now))) return { limited: null, sends: true };
  // As long as a link lives: when the last one that was mailed is too old, the next request brings another.
  return { limited: null, sends: (await throttle(deps, tx, 'link.spare', asked, now)) === null };
}
