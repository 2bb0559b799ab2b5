// A key as its holder sees it: kind, make, where it works, and whether it may be removed and why not.

import type { Account } from '../../domain/account/account.ts';
import type { Requirement } from '../../domain/account/standing.ts';
import { countsTowardFloor } from '../../domain/credential/counts-toward-floor.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { unmetWithout } from '../../domain/credential/decide-removal.ts';
import { judgeMake, type MakeFault } from '../../domain/credential/judge-make.ts';
import { onProbation } from '../../domain/credential/probation.ts';
import { isRoaming, worksElsewhere } from '../../domain/credential/works-elsewhere.ts';
import type { AccountId, CredentialId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { lastUsedCountries } from '../../storage/credential.ts';
import type { Tx } from '../../storage/store.ts';
import { aaguidName } from '../../webauthn/aaguid-names.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { type Place, placeOf } from '../place.ts';
import { keyIconPath } from './key-icon-path.ts';

export interface CredentialView {
  readonly id: CredentialId;
  readonly nickname: string;
  /** The maker's name for it, by AAGUID; a label unless `makerVerified`. */
  readonly make: string | null;
  /** Path of the maker's picture; a label too. */
  readonly icon: string | null;
  readonly kind: 'security-key' | 'this-device' | 'phone' | 'synced';
  readonly synced: boolean;
  readonly worksElsewhere: boolean;
  readonly makerVerified: boolean;
  readonly countsForHardware: boolean;
  /** FIDO reports its make; on a protected account its rights end at `until`, where another key is left. */
  readonly makeReported: { readonly kind: MakeFault; readonly until: number } | null;
  readonly createdAt: number;
  readonly fullRightsAt: number;
  readonly onProbation: boolean;
  readonly lastUsedAt: number | null;
  readonly lastUsedPlace: Place | null;
  /** It opened the session that asks. */
  readonly thisSession: boolean;
  readonly removable: boolean;
  readonly removalUnmet: Requirement[];
}

function kindOf(credential: Credential): CredentialView['kind'] {
  if (credential.backupEligible) return 'synced';
  if (credential.transports.includes('hybrid')) return 'phone';
  return isRoaming(credential) ? 'security-key' : 'this-device';
}

/** All keys of the account, oldest first, as they are in this transaction. */
export async function viewCredentials(
  deps: Deps,
  tx: Tx,
  account: Account,
  caller: SignedInCaller,
): Promise<CredentialView[]> {
  const countries = await lastUsedCountries(tx, account.id);
  return account.credentials.map((credential) => {
    const removalUnmet = unmetWithout(account, credential.id);
    const make = judgeMake(credential);
    return {
      id: credential.id,
      nickname: credential.nickname,
      make: aaguidName(credential.aaguid, deps.metadata()),
      icon: deps.metadata()?.find(credential.aaguid)?.icon ? keyIconPath(credential.aaguid) : null,
      kind: kindOf(credential),
      synced: credential.backupEligible,
      worksElsewhere: worksElsewhere(credential),
      makerVerified: credential.attestationTrust === 'anchored',
      countsForHardware: make === 'good' && countsTowardFloor(credential, 'hardware'),
      makeReported: make === 'good' ? null : { kind: make.kind, until: make.until },
      createdAt: credential.createdAt,
      fullRightsAt: credential.fullRightsAt,
      onProbation: onProbation(credential, caller.now),
      lastUsedAt: credential.lastUsedAt,
      lastUsedPlace: placeOf(deps, countries.get(credential.id) ?? null),
      thisSession: caller.session.credential_id === credential.id,
      removable: removalUnmet.length === 0,
      removalUnmet: [...removalUnmet],
    };
  });
}

export async function viewCredential(
  deps: Deps,
  tx: Tx,
  accountId: AccountId,
  id: CredentialId,
  caller: SignedInCaller,
): Promise<CredentialView> {
  const account = await loadAccount(tx, accountId);
  const views = account ? await viewCredentials(deps, tx, account, caller) : [];
  const view = views.find((one) => one.id === id);
  if (!view) throw new Error('a key that was just written is there');
  return view;
}
