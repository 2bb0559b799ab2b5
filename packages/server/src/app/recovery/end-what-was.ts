// Ends what a completed recovery ends: everything that could act for the account, listen to it, or vouch for it later, but
// for what the holder keeps by name.

import type { Account } from '../../domain/account/account.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import type { ChannelId, ContactId } from '../../domain/id.ts';
import { setContactsNeeded } from '../../storage/account.ts';
import { listChannels, setChannelState, type ToldChannel } from '../../storage/alert-channel.ts';
import { deleteCredentials } from '../../storage/credential.ts';
import { forgetDevices } from '../../storage/device.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { setAside } from '../../storage/recovery-case.ts';
import { endContact, listContacts } from '../../storage/recovery-contact.ts';
import { endSessions } from '../../storage/session.ts';
import { deleteStaged } from '../../storage/staged.ts';
import type { Tx } from '../../storage/store.ts';
import { listKeepable } from './keep-options.ts';

/** What the holder keeps, by name. What may not be kept is not, whatever is named. */
export interface Keep {
  readonly channels: readonly ChannelId[];
  readonly contacts: readonly ContactId[];
}
export const KEEP_NOTHING: Keep = { channels: [], contacts: [] };

export interface Ended {
  /** How many were live. */
  readonly sessions: number;
  /** Told of the recovery as the last thing. */
  readonly channels: readonly ToldChannel[];
  readonly contacts: number;
}

/** `hold`: the recovery's own, which is done already. Recovery keys are replaced by the caller. */
export async function endWhatWas(tx: Tx, account: Account, hold: Hold, keep: Keep, now: number): Promise<Ended> {
  for (const waiting of await listOpenHolds(tx, account.id)) {
    await endHold(tx, account.id, waiting.id, 'vetoed', now);
    if (waiting.kind === 'recovery') await setAside(tx, account.id, waiting.id);
  }
  // Invitations among them, which end with what is staged.
  const contacts = await listContacts(tx, account.id);
  await deleteStaged(tx, { accountId: account.id, sessions: [] }, 'recovery', now);
  await forgetDevices(tx, account.id);
  await deleteCredentials(tx, account.id);
  const sessions = await endSessions(tx, { accountId: account.id }, 'recovery.complete', now);
  const keepable = await listKeepable(tx, account.id, hold);
  const keptChannels = keepable.channels.filter(({ id }) => keep.channels.includes(id)).map(({ id }) => id);
  const keptContacts = keepable.contacts.filter(({ id }) => keep.contacts.includes(id)).map(({ id }) => id);
  const live = (await listChannels(tx, account.id)).filter(({ state }) => state === 'live');
  const channels = live.filter(({ id }) => !keptChannels.includes(id));
  for (const { id } of channels) await setChannelState(tx, id, 'paused');
  const ended = contacts.filter(({ id }) => !keptContacts.includes(id));
  for (const { id } of ended) await endContact(tx, id, 'holder', now);
  // Asking for more approvals than there are contacts would only hold the next recovery up.
  if (account.tier !== 'standard' && account.contactsNeeded > keptContacts.length) {
    await setContactsNeeded(tx, account.id, keptContacts.length);
  }
  return { sessions, channels, contacts: ended.length };
}
