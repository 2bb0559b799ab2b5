// What the checklist of an account is about, by name.

import type { Account } from '../../domain/account/account.ts';
import type { AskedAbout } from '../../domain/account/incident.ts';
import { isSuspended } from '../../domain/credential/key-stage.ts';
import { listChannels } from '../../storage/alert-channel.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';

export async function askedAbout(tx: Tx, account: Account): Promise<AskedAbout> {
  const { credentials } = account;
  const namesOf = (suspended: boolean) =>
    credentials.filter((key) => isSuspended(key) === suspended).map(({ nickname }) => nickname);
  return {
    keys: namesOf(false),
    suspendedKeys: namesOf(true),
    hasPassword: account.tier === 'standard' && account.password !== null,
    hasRecoveryKeys: account.tier !== 'standard',
    contacts: account.tier === 'standard' ? [] : (await listContacts(tx, account.id)).map(({ email }) => email),
    channels: (await listChannels(tx, account.id)).map(({ label }) => label),
  };
}
