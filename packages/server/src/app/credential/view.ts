// A key as its holder sees it: kind, make, where it works, and whether it may be removed and why not.

import type { Account } from '../../domain/account/account.ts';
import type { Requirement } from '../../domain/account/standing.ts';
import { countsTowardFloor } from '../../domain/credential/counts-toward-floor.ts';
import type { Credential, Suspension } from '../../domain/credential/credential.ts';
import { asksWhose } from '../../domain/credential/decide-confirmation.ts';
import { unmetWithout } from '../../domain/credential/decide-removal.ts';
import { comesBackAt } from '../../domain/credential/decide-return.ts';
import { judgeMake, type MakeFault } from '../../domain/credential/judge-make.ts';
import {
  isConfirmed,
  isLastTrustedWay,
  isSuspended,
  type KeyStage,
  keyStage,
} from '../../domain/credential/key-stage.ts';
import { isRoaming, worksElsewhere } from '../../domain/credential/works-elsewhere.ts';
import { type Hold, happensByItself, isWaiting } from '../../domain/hold/hold.ts';
import type { AccountId, CredentialId, HoldId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { lastUsedCountries } from '../../storage/credential.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import { aaguidName } from '../../webauthn/aaguid-names.ts';
import type { SignedInCaller } from '../caller.ts';
import { agedAccount } from '../clock/aged-account.ts';
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
  readonly stage: KeyStage;
  /** From when on it is trusted. */
  readonly trustedAt: number;
  /** What shut it out, and when; null: it is not suspended. */
  readonly suspension: SuspensionView | null;
  readonly lastUsedAt: number | null;
  readonly lastUsedPlace: Place | null;
  /** It opened the session that asks. */
  readonly thisSession: boolean;
  readonly removable: boolean;
  readonly removalUnmet: Requirement[];
  /** No trusted way in would be left without it. */
  readonly lastTrustedWay: boolean;
  /** It is new, and nobody has said that it is theirs. */
  readonly asksWhose: boolean;
  /** Until when no link suspends it. */
  readonly confirmedUntil: number | null;
  /** Its ending, where that was begun. */
  readonly ending: {
    readonly holdId: HoldId;
    readonly readyAt: number;
    readonly waitIsOver: boolean;
    readonly byItself: boolean;
  } | null;
}

interface SuspensionView {
  readonly by: Suspension['by'];
  readonly at: number;
  readonly keyName: string | null;
  /** From when on its own touch brings it back, where no other trusted key is used; null where it does not. */
  readonly comesBackAt: number | null;
}

function kindOf(credential: Credential): CredentialView['kind'] {
  if (credential.backupEligible) return 'synced';
  if (credential.transports.includes('hybrid')) return 'phone';
  return isRoaming(credential) ? 'security-key' : 'this-device';
}

function viewSuspension(account: Account, key: Credential, now: number): SuspensionView | null {
  const { suspension } = key;
  if (!suspension) return null;
  const by = suspension.by === 'key' ? account.credentials.find(({ id }) => id === suspension.credentialId) : null;
  const { nickname: keyName = null } = by ?? {};
  return { by: suspension.by, at: suspension.at, keyName, comesBackAt: comesBackAt(account, key, now) };
}

function endingOf(id: CredentialId, holds: readonly Hold[], now: number): CredentialView['ending'] {
  const hold = holds.find(({ kind, credentialId }) => kind === 'credential.remove' && credentialId === id);
  if (!hold) return null;
  const waitIsOver = !isWaiting(hold, now);
  return { holdId: hold.id, readyAt: hold.ripensAt, waitIsOver, byItself: happensByItself(hold) };
}

/** All keys of the account, oldest first, as they are in this transaction. */
export async function viewCredentials(
  deps: Deps,
  tx: Tx,
  account: Account,
  caller: SignedInCaller,
): Promise<CredentialView[]> {
  const countries = await lastUsedCountries(tx, account.id);
  const holds = await listOpenHolds(tx, account.id);
  // As rules judge it: by a clock in doubt nothing is over, and what a clock ahead wrote has happened.
  const judged = await agedAccount(deps, tx, account, caller.now);
  return judged.credentials.map((credential) => {
    const make = judgeMake(credential);
    const removalUnmet = unmetWithout(judged, credential.id, caller.now);
    const { createdAt = credential.createdAt } = account.credentials.find(({ id }) => id === credential.id) ?? {};
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
      createdAt: Math.min(createdAt, caller.now),
      stage: keyStage(credential, caller.now),
      trustedAt: credential.trustedAt,
      suspension: viewSuspension(judged, credential, caller.now),
      lastUsedAt: credential.lastUsedAt,
      lastUsedPlace: placeOf(deps, countries.get(credential.id) ?? null),
      thisSession: caller.session.credential_id === credential.id,
      removable: removalUnmet.length === 0,
      removalUnmet: [...removalUnmet],
      lastTrustedWay: !isSuspended(credential) && isLastTrustedWay(judged, credential.id, caller.now),
      asksWhose: asksWhose(credential, caller.now),
      confirmedUntil: isConfirmed(credential, caller.now) ? credential.confirmedUntil : null,
      ending: endingOf(credential.id, holds, caller.now),
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
