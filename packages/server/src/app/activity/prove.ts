// activity.prove: that an event of the account is in the sealed log, with all that somebody needs to check it elsewhere.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { EventId } from '../../domain/id.ts';
import { findEvent } from '../../storage/audit.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { type EntryProof, proveEntry } from '../log/prove-entry.ts';

/** `sealed` is null while the event waits to be sealed, which takes less than a second. */
export function proveEvent(
  deps: Pick<Deps, 'store' | 'witnesses' | 'reads'>,
  caller: SignedInCaller,
  input: { readonly eventId: EventId },
): Promise<Decision<{ readonly sealed: EntryProof | null }>> {
  const prove = async (tx: Tx): Promise<Decision<{ readonly sealed: EntryProof | null }>> => {
    const event = await findEvent(tx, caller.session.account_id, input.eventId);
    return event ? allow({ sealed: await proveEntry(tx, event, deps.witnesses) }) : refuse({ tag: 'not-found' });
  };
  return deps.reads.run(caller, 'activity.prove', () => deps.store.read(prove));
}
