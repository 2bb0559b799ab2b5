// What use cases need, as the composition root would put it together, with everything real but the time.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { ReadLanes } from '../../packages/server/src/app/read-lanes.ts';
import { LastSeen } from '../../packages/server/src/app/session/last-seen.ts';
import { PublicKeys } from '../../packages/server/src/app/sign-in/public-keys.ts';
import { PRODUCT_POLICY } from '../../packages/server/src/domain/policy/policy.ts';
import { WatchedClock } from '../../packages/server/src/platform/clock.ts';
import { createGeo } from '../../packages/server/src/platform/geo.ts';
import { createIsGuessablePassword } from '../../packages/server/src/platform/guessable-passwords.ts';
import { createKeyRing } from '../../packages/server/src/platform/key-ring.ts';
import { createOutbound } from '../../packages/server/src/platform/outbound.ts';
import { createPasswordHashing } from '../../packages/server/src/platform/password-hashing.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { createDescribeUserAgent } from '../../packages/server/src/platform/user-agent.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { STRICT_POLICY } from '../../packages/server/src/webauthn/relying-party.ts';
import { MovableClock } from './clock.ts';

export const TEST_ORIGIN = 'http://localhost:8400';
export const TEST_RP = { rpId: 'localhost', origins: [TEST_ORIGIN], name: 'Holdfast' } as const;

/** Fixed, so that several processes of one test can read what each other wrote. */
const TEST_SECRETS = [{ version: 'a', secret: Buffer.alloc(32, 'a secret that only tests know') }];

/** Whose turn it is, where a test hashes a password for itself. */
export const TEST_TURN = { lane: 'own', owner: 'test' } as const;

/** Time is not in here: use cases take it from their caller (see `makeCaller`). */
export function makeDeps(store: Store, overrides: Partial<Deps> = {}): Deps {
  return {
    store,
    // It stands still, and so is never in doubt.
    clock: new WatchedClock(new MovableClock()),
    keyRing: createKeyRing(TEST_SECRETS, systemRandom),
    random: systemRandom,
    passwordHashing: createPasswordHashing({ concurrencyMax: 1, queueMax: 64 }),
    isGuessablePassword: createIsGuessablePassword(),
    outbound: createOutbound({ allowLoopback: true }),
    geo: createGeo(),
    describeUserAgent: createDescribeUserAgent(),
    rp: TEST_RP,
    ceremonyPolicy: STRICT_POLICY,
    metadata: () => null,
    policy: PRODUCT_POLICY,
    platform: {
      name: 'Holdfast',
      publicUrl: TEST_ORIGIN,
      mode: 'development',
      signUpOpen: true,
      helpUrl: null,
      retention: { particularsDays: null, sessionDays: 30, deliveredDays: 30, undeliveredDays: 90, webhookLogDays: 30 },
    },
    witnesses: [],
    lastSeen: new LastSeen(),
    publicKeys: new PublicKeys(),
    reads: new ReadLanes(async () => {}),
    ...overrides,
  };
}
