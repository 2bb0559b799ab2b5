// Seeded random walks over everything a holder and a thief can do, the clock moving. After every step the floor holds,
// every change has its evidence and its alert, and no session stands on a protected account without a registered key.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RoutedOperation } from '../../packages/contract/src/paths.ts';
import { isAlerted, type Operation } from '../../packages/server/src/domain/authority.ts';
import type { Tier } from '../../packages/server/src/domain/tier.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { personWithKey, platformKey, roamingKey } from '../support/people.ts';
import { randomFrom } from '../support/random-from.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const STEPS = 60;
const HOUR_MS = 60 * 60 * 1000;

interface Walk {
  readonly server: TestServer;
  readonly random: (below: number) => number;
  readonly browsers: BrowserLike[];
  readonly keys: SoftwareAuthenticator[];
  recoveryKeys: readonly string[];
}

const pick = <T>(walk: Walk, list: readonly T[]): T => list[walk.random(list.length)] as T;

/** One try of an operation; refusals are part of the walk. */
async function attempt(
  browser: BrowserLike,
  operation: RoutedOperation,
  sent: Parameters<BrowserLike['send']>[1] = {},
) {
  const response = await browser.send(operation, sent);
  expect(response.status).not.toBe(500);
  return response.status === 200 ? ((await response.json()) as never) : null;
}

const STEPS_OF_A_WALK: readonly ((walk: Walk) => Promise<unknown>)[] = [
  async (walk) => {
    const browser = new BrowserLike(walk.server.url);
    const options = await browser.call('sign-in.key-options', {});
    const response = pick(walk, walk.keys).assert(options);
    if (await attempt(browser, 'sign-in.key', { body: { response } })) walk.browsers.push(browser);
  },
  async (walk) => {
    const browser = pick(walk, walk.browsers);
    const options = (await attempt(browser, 'step-up.key-options', { body: {} })) as never as {
      challenge: string;
    } | null;
    if (options)
      await attempt(browser, 'step-up.key', {
        body: { response: pick(walk, walk.keys).assert({ challenge: options.challenge }) },
      });
  },
  async (walk) => {
    const browser = pick(walk, walk.browsers);
    const options = await attempt(browser, 'credential.add-options', { body: { hint: 'security-key' } });
    const key = walk.random(2) === 0 ? roamingKey(walk.server) : platformKey(walk.server);
    const nickname = `Key ${walk.keys.length}`;
    if (
      options &&
      (await attempt(browser, 'credential.add', { body: { nickname, response: key.register(options) } }))
    ) {
      walk.keys.push(key);
    }
  },
  async (walk) => {
    const browser = pick(walk, walk.browsers);
    const list = (await attempt(browser, 'credential.list')) as never as {
      credentials: { id: string; nickname: string }[];
    } | null;
    if (!list) return;
    // By name: keys of one moment come in the order of their random ids, and the same walk would go another way.
    const keys = list.credentials.sort((one, other) => one.nickname.localeCompare(other.nickname));
    await attempt(browser, 'credential.remove', { params: { credentialId: pick(walk, keys).id } });
  },
  async (walk) => {
    const browser = pick(walk, walk.browsers);
    await attempt(browser, 'enrolment.begin', { body: {} });
    const made = (await attempt(browser, 'enrolment.make-recovery-keys', { body: {} })) as never as {
      recoveryKeys: string[];
    } | null;
    if (made) walk.recoveryKeys = made.recoveryKeys;
    await attempt(browser, 'enrolment.prove', { body: { recoveryKey: walk.recoveryKeys[0] ?? 'X', waitHours: 48 } });
  },
  async (walk) => {
    const browser = pick(walk, walk.browsers);
    const options = (await attempt(browser, 'enrolment.commit-options', { body: {} })) as never as {
      challenge: string;
    } | null;
    if (!options) return;
    const response = pick(walk, walk.keys).assert({ challenge: options.challenge });
    await attempt(browser, 'enrolment.commit', { body: { understood: true, floor: 'advanced', response } });
  },
  (walk) => attempt(pick(walk, walk.browsers), 'enrolment.drop'),
  (walk) => attempt(pick(walk, walk.browsers), 'protection.leave', { body: {} }),
  (walk) => attempt(pick(walk, walk.browsers), 'protection.raise-floor', { body: {} }),
  async (walk) => {
    const browser = pick(walk, walk.browsers);
    const account = (await attempt(browser, 'account.read')) as never as { holds: { id: string }[] } | null;
    const [hold] = account?.holds ?? [];
    if (hold) await attempt(browser, 'hold.veto', { body: {}, params: { holdId: hold.id } });
  },
  (walk) => attempt(pick(walk, walk.browsers), 'session.end-others', { body: {} }),
  (walk) => attempt(pick(walk, walk.browsers), 'account.lock', { body: {} }),
  (walk) =>
    attempt(pick(walk, walk.browsers), 'password.set', { body: { password: 'seven slow barges under the bridge' } }),
  (walk) => attempt(pick(walk, walk.browsers), 'account.rename', { body: { displayName: `N${walk.random(9)}` } }),
  async (walk) => {
    walk.server.clock.advance(pick(walk, [1000, 60_000, 301_000, HOUR_MS, 25 * HOUR_MS, 73 * HOUR_MS]));
    await holdsWorked(walk.server.clock.now());
  },
];

/** Resolves when the clockwork has done what is due: a walk must not depend on when it comes round. */
const holdsWorked = (now: number): Promise<void> =>
  vi.waitFor(
    () => {
      const due = database.prepare("select count(*) n from hold where state = 'waiting' and next_at <= ?").get(now);
      expect(due).toEqual({ n: 0 });
    },
    { timeout: 10_000 },
  );

interface State {
  readonly tier: Tier;
  readonly keys: number;
  readonly weak: number;
}

let server: TestServer;
let database: Database.Database;
beforeAll(async () => {
  server = await startTestServer();
  database = new Database(join(server.dataDir, 'holdfast.db'), { readonly: true });
});
afterAll(async () => {
  database.close();
  await server.stop();
});

function checkInvariants(email: string, now: number): State {
  const account = database.prepare('select id, tier from account where email = ?').get(email) as {
    id: string;
    tier: Tier;
  };
  const number = (sql: string, ...values: (string | number)[]): number =>
    (database.prepare(sql).get(...values) as { n: number }).n;
  const keys = number('select count(*) n from credential where account_id = ?', account.id);
  const weak =
    number('select count(*) n from password_verifier where account_id = ?', account.id) +
    number('select count(*) n from totp_verifier where account_id = ?', account.id);
  const orphans = number(
    `select count(*) n from session s where account_id = ? and ended_at is null and ends_at > ?
     and not exists (select 1 from credential c where c.id = s.credential_id and c.account_id = s.account_id)`,
    account.id,
    now,
  );
  expect(keys).toBeGreaterThanOrEqual(account.tier === 'standard' ? 1 : 2);
  if (account.tier !== 'standard') {
    expect(weak).toBe(0);
    expect(orphans).toBe(0);
    expect(number('select count(*) n from recovery_key where account_id = ? and live = 1', account.id)).toBe(2);
    expect(
      number('select count(*) n from training_exclusion where account_id = ? and until_at is null', account.id),
    ).toBe(1);
    const travels = number(
      "select count(*) n from credential where account_id = ? and (attachment = 'cross-platform' or backup_eligible = 1)",
      account.id,
    );
    expect(travels).toBeGreaterThanOrEqual(1);
  }
  return { tier: account.tier, keys, weak };
}

/** Every recorded outcome that must be told has its mail, and no other has. */
function checkAlerts(email: string): void {
  const { id } = database.prepare('select id from account where email = ?').get(email) as { id: string };
  const events = database.prepare('select operation, outcome from audit_event where account_id = ?').all(id) as {
    operation: Operation;
    outcome: 'done' | 'refused';
  }[];
  const mails = (database.prepare('select count(*) n from outbox where account_id = ?').get(id) as { n: number }).n;
  const always = events.filter((event) => isAlerted(event.operation, event.outcome, 'standard', false)).length;
  const possible = events.filter((event) => isAlerted(event.operation, event.outcome, 'advanced', true)).length;
  expect(mails).toBeGreaterThanOrEqual(always);
  expect(mails).toBeLessThanOrEqual(possible);
}

describe('whatever is done, in whatever order', () => {
  it.each(SEEDS)(
    'the floor holds, and everything is recorded and told (walk %i)',
    async (seed) => {
      const email = `walk-${seed}@example.org`;
      const person = await personWithKey(server, email);
      const walk: Walk = {
        server,
        random: randomFrom(seed),
        browsers: [person.browser],
        keys: [person.deskKey],
        recoveryKeys: [],
      };
      const tiers = new Set<Tier>();
      for (let step = 0; step < STEPS; step++) {
        // Towards protection more often than chance would: a walk that never gets there shows little.
        const index = walk.random(3) === 0 ? pick(walk, [0, 1, 2, 4, 5]) : walk.random(STEPS_OF_A_WALK.length);
        await STEPS_OF_A_WALK[index]?.(walk);
        tiers.add(checkInvariants(email, server.clock.now()).tier);
      }
      checkAlerts(email);
      expect(tiers.size).toBeGreaterThanOrEqual(1);
    },
    60_000,
  );

  it('the walks reach protection, and come back from it', () => {
    const times = (operation: string): number =>
      (
        database
          .prepare("select count(*) n from audit_event where operation = ? and outcome = 'done'")
          .get(operation) as { n: number }
      ).n;
    expect(times('enrolment.commit')).toBeGreaterThan(0);
    expect(times('hold.ripen') + times('hold.veto')).toBeGreaterThan(0);
    expect(times('credential.remove')).toBeGreaterThan(0);
  });
});
