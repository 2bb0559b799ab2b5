// Makes a return as it was decided: keys come back, mostly such that no link touches them for thirty days; what suspended them is
// suspended instead, and their ending is stopped as far as whoever brings them back may stop it.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import type { Return } from '../../domain/credential/decide-return.ts';
import { suspensionBy } from '../../domain/credential/decide-suspension.ts';
import { CONFIRMED_MS } from '../../domain/credential/key-stage.ts';
import { anybodyStops, keyStops } from '../../domain/hold/decide-stop.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { bringBackCredential, trustCredentials } from '../../storage/credential.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { type Recorder, record } from '../record.ts';
import { shutOut } from './shut-out.ts';

/** `by`: the key that brings them back, as it is afterwards; null for password and second factor. */
export async function giveBack(
  deps: Recorder,
  tx: Tx,
  caller: Caller,
  account: Account,
  { back, becomeTrusted, instead }: Return,
  by: Credential | null,
  confirmedUntil: number | null = caller.now + CONFIRMED_MS,
): Promise<void> {
  const { now } = caller;
  const ids = back.map(({ id }) => id);
  for (const id of ids) {
    if (!(await bringBackCredential(tx, account.id, id, confirmedUntil))) {
      throw new Error('a key that was found suspended under the lock comes back');
    }
  }
  if (becomeTrusted) await trustCredentials(tx, account.id, ids, now);
  for (const key of instead) await shutOut(tx, account, key, suspensionBy(by, now), 'credential.come-back');
  const stops = (hold: Hold): boolean => (by ? keyStops(account, hold, by, now) : anybodyStops(hold));
  for (const hold of await listOpenHolds(tx, account.id)) {
    const endsOne = hold.kind === 'credential.remove' && ids.some((id) => id === hold.credentialId);
    if (!endsOne || !stops(hold) || !(await endHold(tx, account.id, hold.id, 'vetoed', now))) continue;
    await record(deps, tx, caller, 'hold.veto', account, { done: true }, { subject: hold.kind, usedKey: by });
  }
}
