// What use cases need from the world, handed in once by the composition root.

import type { Policy } from '../domain/policy/policy.ts';
import type { RetentionPolicy } from '../domain/retention/retention-policy.ts';
import type { WatchedClock } from '../platform/clock.ts';
import type { Geo } from '../platform/geo.ts';
import type { KeyRing } from '../platform/key-ring.ts';
import type { Outbound } from '../platform/outbound.ts';
import type { PasswordHashing } from '../platform/password-hashing.ts';
import type { Random } from '../platform/random.ts';
import type { DescribeUserAgent } from '../platform/user-agent.ts';
import type { Store } from '../storage/store.ts';
import type { MetadataSource } from '../webauthn/metadata/metadata-source.ts';
import type { CeremonyPolicy, RelyingParty } from '../webauthn/relying-party.ts';
import type { ReadLanes } from './read-lanes.ts';
import type { LastSeen } from './session/last-seen.ts';
import type { PublicKeys } from './sign-in/public-keys.ts';

export interface Deps {
  readonly store: Store;
  /** Whether the time can be believed (app/clock/believed.ts). What time it is comes with each request. */
  readonly clock: WatchedClock;
  readonly keyRing: KeyRing;
  readonly random: Random;
  readonly passwordHashing: PasswordHashing;
  readonly isGuessablePassword: (password: string, personal: readonly string[]) => Promise<boolean>;
  /** The one client for addresses that people supply. */
  readonly outbound: Outbound;
  readonly geo: Geo;
  readonly describeUserAgent: DescribeUserAgent;
  readonly rp: RelyingParty;
  readonly ceremonyPolicy: CeremonyPolicy;
  /** FIDO metadata as last loaded; null where none is configured. */
  readonly metadata: () => MetadataSource | null;
  readonly policy: Policy;
  readonly platform: PlatformFacts;
  /** Who cosigns the sealed log's heads. */
  readonly witnesses: readonly LogWitness[];
  readonly lastSeen: LastSeen;
  readonly publicKeys: PublicKeys;
  readonly reads: ReadLanes;
}

export interface LogWitness {
  readonly name: string;
  /** Its key in one line (C2SP signed-note). */
  readonly key: string;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
}

export interface PlatformFacts {
  readonly name: string;
  /** https://account.example.com, without a slash at the end. */
  readonly publicUrl: string;
  readonly mode: 'development' | 'production';
  readonly signUpOpen: boolean;
  readonly helpUrl: string | null;
  readonly retention: RetentionPolicy;
}
