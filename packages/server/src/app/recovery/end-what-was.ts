// Ends what a completed recovery ends: everything that could act for the account, listen to it, or vouch for it later.

import type { Account } from '../../domain/account/account.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { outlivesRecovery } from '../../domain/recovery/after-recovery.ts';
import { listChannels, setChannelState, type ToldChannel } from '../../storage/alert-channel.ts';
import { deleteCredentials } from '../../storage/credential.ts';
import { forgetDevices } from '../../storage/device.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { endContact, listContacts } from '../../storage/recovery-contact.ts';
import { endSessions } from '../../storage/session.ts';
import { deleteStaged } from '../../storage/staged.ts';
import type { Tx } from '../../storage/store.ts';

export interface Ended {
  /** How many were live. */
  readonly sessions: number;
  /** Told of the recovery as the last thing. */
  readonly channels: readonly ToldChannel[];
  readonly contacts: number;
}

/** `hold`: the recovery's own, which is done already. Recovery keys are replaced by the caller. */
export async function endWhatWas(tx: Tx, account: Account, hold: Hold, now: number): Promise<Ended> {
  for (const waiting of await listOpenHolds(tx, account.id)) {
    await endHold(tx, account.id, waiting.id, 'vetoed', now);
  }
  await deleteStaged(tx, { accountId: account.id, sessions: [] }, 'recovery', now);
  await forgetDevices(tx, account.id);
  await deleteCredentials(tx, account.id);
  const sessions = await endSessions(tx, { accountId: account.id }, 'recovery.complete', now);
  const channels = (await listChannels(tx, account.id)).filter(({ state }) => state === 'live');
  for (const { id } of channels) await setChannelState(tx, id, 'paused');
  const newer = (await listContacts(tx, account.id)).filter((contact) => !outlivesRecovery(contact, hold));
  for (const { id } of newer) await endContact(tx, id, now);
  return { sessions, channels, contacts: newer.length };
}
