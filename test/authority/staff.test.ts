// Every route, tried by support and by the operator with a protected holder's own ids, address and links: whatever is answered,
// nothing that opens that account, recovers it, or waits on it has changed.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import { authorityOf } from '../../packages/server/src/domain/authority.ts';
import type { AccountId } from '../../packages/server/src/domain/id.ts';
import { setRole } from '../../packages/server/src/storage/account.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { openStore } from '../support/open-store.ts';
import { type Person, protectedPerson, stepUp } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ATTEMPTS } from './attempts.ts';

/** What opens the account, recovers it, acts for it or waits on it. */
const TABLES = [
  'account',
  'password_verifier',
  'totp_verifier',
  'backup_code',
  'credential',
  'session',
  'recovery_key',
  'hold',
  'recovery_case',
  'recovery_contact',
  'enrolment',
  'alert_channel',
  'training_exclusion',
] as const;

const EMAIL = 'shielded-from-staff@example.org';
const operations = Object.keys(paths) as RoutedOperation[];

let server: TestServer;
let store: Store;
let holder: Person;
let ids: Readonly<Record<string, string>>;
let accountId: AccountId;
const staff: Record<'support' | 'operator', Person | null> = { support: null, operator: null };

/** Every row of the holder's, but the role: it opens nothing of the account. */
async function contents(): Promise<string> {
  return store.read(async (tx) => {
    const found: Record<string, unknown> = {};
    for (const table of TABLES) {
      const column = table === 'account' ? 'id' : 'account_id';
      const rows = (await tx.q
        .selectFrom(table)
        .selectAll()
        .where(column as never, '=', accountId as never)
        .execute()) as object[];
      found[table] = rows.map((row) => ({ ...row, role: null }));
    }
    return JSON.stringify(found);
  });
}

beforeAll(async () => {
  server = await startTestServer();
  store = openStore({ dialect: 'sqlite', file: `${server.dataDir}/holdfast.db` });
  holder = await protectedPerson(server, EMAIL);
  const account = await holder.browser.call('account.read');
  accountId = account.id as AccountId;
  const { hold } = await holder.browser.call('protection.leave', {});
  ids = {
    credentialId: account.keys[0]?.id ?? '',
    sessionId: (await holder.browser.call('session.read')).sessionId,
    holdId: hold?.id ?? '',
    eventId: (await holder.browser.call('activity.list')).events[0]?.id ?? '',
  };
  for (const role of ['support', 'operator'] as const) {
    const person = await protectedPerson(server, `${role}@example.org`);
    const own = (await person.browser.call('account.read')).id as AccountId;
    await store.write((tx) => setRole(tx, own, role));
    staff[role] = person;
  }
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** The attempt of the table, with the holder's own address and ids in place of nobody's. */
function aimed(operation: RoutedOperation) {
  const { body, params } = ATTEMPTS[operation];
  const given = body as Readonly<Record<string, unknown>> | undefined;
  return {
    body: given && 'email' in given ? { ...given, email: EMAIL } : given,
    params: params && Object.fromEntries(Object.entries(params).map(([name, id]) => [name, ids[name] ?? id])),
  };
}

describe.each(['support', 'operator'] as const)('%s', (role) => {
  it.each(operations)('%s changes nothing that opens a protected account', async (operation) => {
    const person = staff[role] as Person;
    // Each time anew: some of them end the session that asks.
    const options = await person.browser.call('sign-in.key-options', {});
    await person.browser.call('sign-in.key', { response: person.deskKey.assert(options) });
    const before = await contents();
    expect(before).toContain(ids.credentialId);
    // Its answer has begun, so what it does is done; one of them stays open.
    await (await person.browser.send(operation, aimed(operation))).body?.cancel();
    expect(await contents()).toBe(before);
  });
});

it('support may look at a protected account but not recover it, and its holder sees both tries', async () => {
  const { browser, deskKey } = staff.support as Person;
  await stepUp(browser, deskKey);
  const about = { email: EMAIL, ticket: 'T-42' };
  expect(await browser.call('support.look', about)).toMatchObject({ email: EMAIL, tier: 'advanced', openHolds: 1 });
  expect((await browser.refused('support.start-recovery', { body: about })).code).toBe('operation.not-permitted');
  const { events } = await holder.browser.call('activity.list');
  const seen = events.filter(({ actor, subject }) => actor === 'staff' && subject === 'T-42');
  expect(seen.map(({ operation, outcome, ip }) => `${operation} ${outcome} from ${ip}`).sort()).toEqual([
    'support.look done from null',
    'support.start-recovery refused from null',
  ]);
  await server.mailTo(EMAIL, /Support cannot let anybody into a protected account/);
});

it('what is the operator’s own is closed to support', async () => {
  const { browser, deskKey } = staff.support as Person;
  await stepUp(browser, deskKey);
  for (const operation of operations.filter((name) => authorityOf(name).who === 'operator')) {
    expect((await browser.refused(operation, ATTEMPTS[operation])).code).toBe('operation.not-permitted');
  }
});
