// What a browser is told about an account's keys, so that password managers drop removed ones and show new names.

import type { Account } from '../domain/account/account.ts';
import { findUserHandle } from '../storage/account.ts';
import { listCredentials } from '../storage/credential.ts';
import type { Tx } from '../storage/store.ts';
import type { Deps } from './deps.ts';

/** Arguments for the WebAuthn Signal API (WebAuthn L3 §5.1.10). */
export interface Signal {
  readonly rpId: string;
  readonly userId: string;
  readonly name: string;
  readonly displayName: string;
  readonly acceptedCredentialIds: string[];
}

/** As the account is after the change that this transaction makes. */
export async function signalFor(
  deps: Pick<Deps, 'rp'>,
  tx: Tx,
  account: Pick<Account, 'id' | 'email' | 'displayName'>,
): Promise<Signal> {
  const credentials = await listCredentials(tx, account.id);
  return {
    rpId: deps.rp.rpId,
    userId: await findUserHandle(tx, account.id),
    name: account.email,
    displayName: account.displayName,
    acceptedCredentialIds: credentials.map((credential) => credential.externalId),
  };
}
