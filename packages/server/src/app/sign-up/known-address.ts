// sign-up.known-address: somebody gave the address of an account for another one. Its holder hears of it; the asker does not.

import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { type Recorder, record, type Subject } from '../record.ts';

export async function recordKnownAddress(deps: Recorder, tx: Tx, caller: Caller, holder: Subject): Promise<void> {
  // Without the asker's session: it is nothing that the holder of the address should see.
  const stranger = { ...caller, session: null };
  await record(deps, tx, stranger, 'sign-up.known-address', holder, { done: true }, { byStranger: true });
}
