// Accounts of each tier, made through the storage functions, with keys that a software authenticator really holds.

import type { Caller, SignedInCaller } from '../../packages/server/src/app/caller.ts';
import { credentialRow } from '../../packages/server/src/app/ceremony.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { makeRecoveryKeyPair } from '../../packages/server/src/app/recovery-key/make-pair.ts';
import { openSession } from '../../packages/server/src/app/session/open.ts';
import { TOTP_PURPOSE } from '../../packages/server/src/app/totp/totp-purpose.ts';
import type { Role } from '../../packages/server/src/domain/account/account.ts';
import type { AttestationTrust, CredentialOrigin } from '../../packages/server/src/domain/credential/credential.ts';
import { type AccountId, type CredentialId, makeId } from '../../packages/server/src/domain/id.ts';
import type { WaitHours } from '../../packages/server/src/domain/recovery/recovery-key-record.ts';
import type { Tier } from '../../packages/server/src/domain/tier.ts';
import { makeTotpSecret } from '../../packages/server/src/platform/totp.ts';
import { insertAccount, setProtected } from '../../packages/server/src/storage/account.ts';
import { insertCredential } from '../../packages/server/src/storage/credential.ts';
import { confirmHold, listOpenHolds } from '../../packages/server/src/storage/hold.ts';
import {
  activateRecoveryKeys,
  markRecoveryKeyProved,
  stageRecoveryKeys,
} from '../../packages/server/src/storage/recovery-key.ts';
import { findSession, setSecondProof } from '../../packages/server/src/storage/session.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import type { CredentialRow } from '../../packages/server/src/storage/tables.ts';
import { beginExclusion } from '../../packages/server/src/storage/training-exclusion.ts';
import { setPassword, setTotp } from '../../packages/server/src/storage/verifier.ts';
import { verifyRegistration } from '../../packages/server/src/webauthn/verify-registration.ts';
import { TEST_TIME } from './clock.ts';
import { type AuthenticatorTraits, SoftwareAuthenticator } from './software-authenticator.ts';

export interface KeyAsked extends Partial<AuthenticatorTraits> {
  readonly nickname?: string;
  /** Default: the account's, so that the key is trusted. */
  readonly trustedAt?: number;
  readonly attestationTrust?: AttestationTrust;
  readonly origin?: CredentialOrigin;
}

export interface AccountAsked {
  readonly tier?: Tier;
  /** Default: one for a standard account, a built-in and a roaming one for an advanced, two roaming for hardware. */
  readonly keys?: readonly KeyAsked[];
  readonly password?: string;
  /** An authenticator app, beside the password. */
  readonly totp?: boolean;
  readonly role?: Role;
  readonly email?: string;
  readonly displayName?: string;
  readonly waitHours?: WaitHours;
  readonly enrolmentRequired?: boolean;
  /** When it was made and, where it is protected, protected. Default: a week before the test's time. */
  readonly at?: number;
}

export interface MadeKey {
  readonly id: CredentialId;
  readonly externalId: string;
  readonly nickname: string;
  readonly authenticator: SoftwareAuthenticator;
  readonly row: CredentialRow;
}

export interface MadeAccount {
  readonly id: AccountId;
  readonly email: string;
  readonly tier: Tier;
  readonly userHandle: string;
  /** Oldest first. */
  readonly keys: readonly MadeKey[];
  /** The two live ones of a protected account, as they were shown; the first was proved. */
  readonly recoveryKeys: readonly string[];
  /** Base32, or null. */
  readonly totpSecret: string | null;
}

/** A key inside a device, that works nowhere else. */
export const BUILT_IN: KeyAsked = { nickname: 'This laptop', attachment: 'platform', transports: ['internal'] };
/** A security key that is carried about. */
export const ROAMING: KeyAsked = { nickname: 'Blue key', attachment: 'cross-platform', transports: ['usb', 'nfc'] };
/** A security key whose maker FIDO metadata vouches for. */
export const HARDWARE: KeyAsked = { ...ROAMING, attestationTrust: 'anchored' };

const KEYS: Readonly<Record<Tier, readonly KeyAsked[]>> = {
  standard: [ROAMING],
  advanced: [BUILT_IN, ROAMING],
  hardware: [HARDWARE, { ...HARDWARE, nickname: 'Green key' }],
};
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** An account that holds the floor of its tier, unless the keys asked for say otherwise. */
export async function makeAccount(deps: Deps, asked: AccountAsked = {}): Promise<MadeAccount> {
  const { tier = 'standard', at = TEST_TIME - WEEK_MS, password, totp = false } = asked;
  const id = makeId('acct', deps.random.bytes(16));
  const email = asked.email ?? `${id.slice(5, 17)}@example.com`;
  const userHandle = Buffer.from(deps.random.bytes(32)).toString('base64url');
  const keys: MadeKey[] = [];
  for (const [index, key] of (asked.keys ?? (password ? [] : KEYS[tier])).entries()) {
    // A moment apart, so that they are listed in this order.
    keys.push(await registerKey(deps, { accountId: id, userHandle, at: at + index }, key));
  }
  const phc = password === undefined ? null : await deps.passwordHashing.hash(password, { lane: 'own', owner: id });
  const totpSecret = totp ? makeTotpSecret(deps.random) : null;
  const pair = makeRecoveryKeyPair(deps);
  await deps.store.write(async (tx) => {
    const { displayName = 'Ada', role = 'holder', enrolmentRequired = false } = asked;
    await insertAccount(tx, { id, email, displayName, role, userHandle, enrolmentRequired, now: at });
    for (const key of keys) await insertCredential(tx, key.row);
    if (phc !== null) await setPassword(tx, id, phc, at);
    if (totpSecret !== null) await setTotp(tx, id, deps.keyRing.seal(TOTP_PURPOSE, totpSecret), 0, at);
    if (tier !== 'standard') await protect(tx, { id, tier, waitHours: asked.waitHours ?? 72, at }, pair.hashes);
  });
  const recoveryKeys = tier === 'standard' ? [] : pair.recoveryKeys;
  return { id, email, tier, userHandle, keys, recoveryKeys, totpSecret };
}

interface Protecting {
  readonly id: AccountId;
  readonly tier: Exclude<Tier, 'standard'>;
  readonly waitHours: WaitHours;
  readonly at: number;
}

async function protect(tx: Tx, { id, tier, waitHours, at }: Protecting, hashes: readonly string[]): Promise<void> {
  await stageRecoveryKeys(tx, id, hashes, at);
  await markRecoveryKeyProved(tx, id, 'staged', 1, at);
  await activateRecoveryKeys(tx, id);
  await setProtected(tx, id, tier, waitHours, at);
  await beginExclusion(tx, id, 'protection', at);
}

/** Registers a key with a new software authenticator; the row is not stored yet. */
export async function registerKey(
  deps: Deps,
  about: { readonly accountId: AccountId; readonly userHandle: string; readonly at: number },
  asked: KeyAsked = ROAMING,
): Promise<MadeKey> {
  const { nickname = 'Key', trustedAt = about.at, origin = 'sign-up', attestationTrust, ...traits } = asked;
  const [firstOrigin = ''] = deps.rp.origins;
  const authenticator = new SoftwareAuthenticator({ rpId: deps.rp.rpId, origin: firstOrigin, ...traits });
  const challenge = Buffer.from(deps.random.bytes(16)).toString('base64url');
  const verdict = verifyRegistration({
    response: authenticator.register({ challenge, user: { id: about.userHandle } }),
    challenge: (sent) => sent === challenge,
    rp: deps.rp,
    policy: deps.ceremonyPolicy,
    metadata: null,
    now: about.at,
  });
  if (!verdict.ok) throw new Error(`the software authenticator was refused: ${verdict.fault}`);
  const verified = attestationTrust ? { ...verdict.credential, attestationTrust } : verdict.credential;
  const row = credentialRow(deps, verified, {
    accountId: about.accountId,
    nickname,
    origin,
    trustedAt,
    now: about.at,
  });
  return { id: row.id, externalId: row.external_id, nickname, authenticator, row };
}

/** Somebody who asks, from an address that belongs to no country, without a session. */
export function makeCaller(overrides: Partial<Caller> = {}): Caller {
  return {
    now: TEST_TIME,
    moveOn: () => {},
    requestId: 'request-1',
    ip: '192.0.2.7',
    network: '192.0.2.7',
    userAgent: undefined,
    client: null,
    session: null,
    deviceToken: null,
    flowToken: null,
    ...overrides,
  };
}

export interface SessionAsked {
  /** The key that opened it; null for password and code. Default: the account's first key. */
  readonly with?: MadeKey | null;
  readonly now?: number;
  readonly caller?: Partial<Caller>;
}

/** A session opened at `now`, so with presence just proved, and the caller that its cookie makes. */
export async function signIn(
  deps: Deps,
  account: MadeAccount,
  asked: SessionAsked = {},
): Promise<SignedInCaller & { readonly token: string }> {
  const now = asked.now ?? TEST_TIME;
  const key = asked.with === undefined ? (account.keys[0] ?? null) : asked.with;
  const caller = makeCaller({ ...asked.caller, now });
  return deps.store.write(async (tx) => {
    const opened = await openSession(deps, tx, caller, {
      accountId: account.id,
      tier: account.tier,
      method: key ? 'key' : 'password',
      credentialId: key?.id ?? null,
    });
    const session = await findSession(tx, opened.sessionId);
    if (!session) throw new Error('a session that was just opened is there');
    return { ...caller, session, deviceToken: opened.deviceToken, token: opened.sessionToken };
  });
}

/** A second key, shown beside the first in this session: from now on it has two proofs, for one change. */
export async function showSecondKey(deps: Deps, caller: SignedInCaller, key: MadeKey | undefined): Promise<void> {
  if (!key) throw new Error('there is a second key');
  const shown = { credentialId: key.id };
  const change = { tokenHash: Buffer.from(deps.random.bytes(16)).toString('base64url'), now: caller.now };
  await deps.store.write((tx) => setSecondProof(tx, caller.session.id, shown, change));
}

/** As if two proofs had begun all that waits: it happens when its wait is over, without a further touch. */
export async function confirmWhatWaits(deps: Deps, account: Pick<MadeAccount, 'id'>, now = TEST_TIME): Promise<void> {
  await deps.store.write(async (tx) => {
    for (const hold of await listOpenHolds(tx, account.id)) await confirmHold(tx, account.id, hold.id, null, now);
  });
}
