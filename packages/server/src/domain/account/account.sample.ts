// Sample keys and accounts for the tests of rules: every sort of key that a rule tells apart, and what is true of it.

import type { AttestationTrust, Credential, Transport } from '../credential/credential.ts';
import { makeId } from '../id.ts';
import type { RecoveryKey } from '../recovery/recovery-key-record.ts';
import { TIERS, type Tier } from '../tier.ts';
import type { Account, ProtectedAccount, StandardAccount } from './account.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The present of every sample. */
export const NOW = Date.UTC(2026, 2, 14, 9, 26);

interface Sort {
  readonly attachment: Credential['attachment'];
  readonly transports: readonly Transport[];
  readonly backupEligible: boolean;
  readonly attestationTrust: AttestationTrust;
  /** Opens the account from another device (product.md §1), written down by hand. */
  readonly elsewhere: boolean;
  /** Counts toward the hardware floor (product.md §1), written down by hand. */
  readonly hardware: boolean;
}

const sort = (
  attachment: Sort['attachment'],
  transports: readonly Transport[],
  backupEligible: boolean,
  attestationTrust: AttestationTrust,
  truth: Pick<Sort, 'elsewhere' | 'hardware'>,
): Sort => ({ attachment, transports, backupEligible, attestationTrust, ...truth });

export const SORTS = {
  'roaming, anchored': sort('cross-platform', ['usb', 'nfc'], false, 'anchored', { elsewhere: true, hardware: true }),
  roaming: sort('cross-platform', ['usb'], false, 'none', { elsewhere: true, hardware: false }),
  'hybrid, anchored': sort('platform', ['internal', 'hybrid'], false, 'anchored', { elsewhere: true, hardware: true }),
  hybrid: sort('platform', ['internal', 'hybrid'], false, 'self', { elsewhere: true, hardware: false }),
  'synced, anchored': sort('platform', ['internal'], true, 'anchored', { elsewhere: true, hardware: false }),
  synced: sort('platform', ['internal'], true, 'none', { elsewhere: true, hardware: false }),
  'device-bound, anchored': sort('platform', ['internal'], false, 'anchored', { elsewhere: false, hardware: true }),
  'device-bound': sort('platform', ['internal'], false, 'unanchored', { elsewhere: false, hardware: false }),
} as const satisfies Record<string, Sort>;

export type SortName = keyof typeof SORTS;
export const SORT_NAMES = Object.keys(SORTS) as SortName[];

/** The `nth` key of its account, trusted for a long time. */
export function sampleKey(name: SortName, nth = 1, change: Partial<Credential> = {}): Credential {
  const { attachment, transports, backupEligible, attestationTrust } = SORTS[name];
  const serial = new Uint8Array(16).fill(nth);
  return {
    id: makeId('cred', serial),
    externalId: `external-${nth}`,
    nickname: `${name} key ${nth}`,
    algorithm: -7,
    signCount: 0,
    transports,
    attachment,
    aaguid: '00000000-0000-0000-0000-000000000000',
    backupEligible,
    backedUp: backupEligible,
    attestationFormat: attestationTrust === 'none' ? 'none' : 'packed',
    attestationTrust,
    makeReport: null,
    makeReportedAt: null,
    origin: 'account',
    createdAt: NOW - 30 * DAY,
    trustedAt: NOW - 16 * DAY,
    suspension: null,
    confirmedUntil: null,
    lastUsedAt: null,
    ...change,
  };
}

/** Every bunch of up to `most` sorts, the order of keys aside. */
export function bunches(most: number): readonly (readonly SortName[])[] {
  const all: SortName[][] = [[]];
  let longest: SortName[][] = [[]];
  for (let size = 1; size <= most; size++) {
    longest = longest.flatMap((bunch) => {
      const from = bunch.length === 0 ? 0 : SORT_NAMES.indexOf(bunch.at(-1) as SortName);
      return SORT_NAMES.slice(from).map((name) => [...bunch, name]);
    });
    all.push(...longest);
  }
  return all;
}

export const sampleKeys = (names: readonly SortName[]): Credential[] =>
  names.map((name, index) => sampleKey(name, index + 1));

const facts = {
  id: makeId('acct', new Uint8Array(16)),
  email: 'ada@example.com',
  displayName: 'Ada',
  role: 'holder',
  createdAt: NOW - 60 * DAY,
  frozenAt: null,
  credentials: [],
} as const;

export const sampleStandard = (change: Partial<StandardAccount> = {}): StandardAccount => ({
  ...facts,
  tier: 'standard',
  enrolmentRequired: false,
  password: null,
  totp: null,
  backupCodes: null,
  takenBackAt: null,
  emailContestedAt: null,
  emailDecidedAt: null,
  ...change,
});

export const sampleProtected = (change: Partial<ProtectedAccount> = {}): ProtectedAccount => ({
  ...facts,
  tier: 'advanced',
  protectedSince: NOW - 10 * DAY,
  recoveryKeys: sampleRecoveryKeys(2, 1),
  waitHours: 72,
  recoveredAt: null,
  openRecoveries: [],
  settlesAt: null,
  emailDecidedAt: null,
  settledBy: null,
  settledAgedUntil: null,
  contactsNeeded: 0,
  ...change,
});

export const sampleAccount = (tier: Tier, credentials: readonly Credential[]): Account =>
  tier === 'standard' ? sampleStandard({ credentials }) : sampleProtected({ tier, credentials });

export const PROTECTED_TIERS = TIERS.filter((tier) => tier !== 'standard');

/** `made` recovery keys, the first `proved` of them typed back. */
export const sampleRecoveryKeys = (made: number, proved: number): RecoveryKey[] =>
  Array.from({ length: made }, (_, index) => ({
    ordinal: index + 1,
    madeAt: NOW - DAY,
    provedAt: index < proved ? NOW - DAY : null,
    spentAt: null,
  }));
