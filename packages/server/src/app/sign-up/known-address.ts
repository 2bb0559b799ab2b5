// sign-up.known-address: somebody gave the address of an account for another one. Its holder hears of it; the asker does not.

import type { Tx } from '../../storage/store.ts';
import { type Caller, withoutSession } from '../caller.ts';
import { type Recorder, record, type Subject } from '../record.ts';

export async function recordKnownAddress(deps: Recorder, tx: Tx, caller: Caller, holder: Subject): Promise<void> {
  const evidence = { byStranger: true, counted: true } as const;
  await record(deps, tx, withoutSession(caller), 'sign-up.known-address', holder, { done: true }, evidence);
}
