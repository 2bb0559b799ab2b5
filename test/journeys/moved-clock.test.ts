// A clock that is ahead for a moment, over HTTP and on both databases: nothing is finished or forgotten by it, everybody is
// served, and once it was right for a day everything goes on (product.md §3, "Time").

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { untilBelieved, untilDoubted } from '../support/clock-gauge.ts';
import { giveSecondKey } from '../support/key-steps.ts';
import { openStore } from '../support/open-store.ts';
import { personWithKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { beginRecovery } from '../support/recovery-steps.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { newDatabase, type TestDatabase } from '../support/stores.ts';
import { waitUntil } from '../support/wait-until.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(['sqlite', 'postgres'] as const)('a clock that was moved, on %s', (dialect) => {
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    database = await newDatabase(dialect);
    const { address } = database;
    server = await startTestServer({
      env: address.dialect === 'postgres' ? { HOLDFAST_DATABASE_URL: address.url } : {},
    });
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
  });

  const readiness = async () => {
    const response = await fetch(`${server.managementUrl}/health/ready`);
    return { status: response.status, notice: ((await response.json()) as { notice?: string }).notice ?? null };
  };
  const untilSaid = (word: string, seconds = (15 * DAY) / 1000) =>
    waitUntil(async () => expect((await readiness()).notice).toContain(`${seconds} s ${word} `));
  /** Ahead, seen, and right again. */
  const aheadForAMoment = async () => {
    server.clock.jump(15 * DAY);
    await untilSaid('ahead of');
    // Every job runs at a start.
    await server.switchOn();
    server.clock.jump(-15 * DAY);
    await untilSaid('behind');
    await untilDoubted(server);
  };

  it('carries nothing out that cannot be taken back, and afterwards at its time', async () => {
    const leaving = await protectedPerson(server, 'leaves@example.org');
    const deleting = await personWithKey(server, 'deletes@example.org');
    // Two keys begin it, so it happens when its wait is over.
    await giveSecondKey(leaving.browser, leaving.laptop);
    await leaving.browser.call('protection.leave', {});
    await deleting.browser.call('account.delete', { understood: true });
    await aheadForAMoment();
    expect(await readiness()).toMatchObject({ status: 200, notice: expect.stringContaining('The clock was moved') });
    // Each is served, signs in and looks.
    const back = await signIn(server, leaving.deskKey);
    expect(await back.call('account.read')).toMatchObject({ tier: 'advanced' });
    expect((await (await signIn(server, deleting.deskKey)).call('hold.list')).holds).toMatchObject([
      { state: 'waiting' },
    ]);
    server.clock.advance(DAY);
    await untilBelieved(server);
    expect((await readiness()).notice).toBeNull();
    server.clock.advance(2 * DAY);
    await server.mailTo(leaving.email, /Protection of your .*account is off/);
    expect(await (await signIn(server, leaving.deskKey)).call('account.read')).toMatchObject({ tier: 'standard' });
    await (await signIn(server, deleting.deskKey)).call('account.read');
  });

  it('does not make a proof good again that was spent', async () => {
    const person = await protectedPerson(server, 'spent@example.org');
    const browser = new BrowserLike(server.url);
    const response = person.deskKey.assert(await browser.call('sign-in.key-options', {}));
    await browser.call('sign-in.key', { response });
    await aheadForAMoment();
    expect((await new BrowserLike(server.url).refused('sign-in.key', { body: { response } })).code).toBe(
      'sign-in.refused',
    );
    server.clock.advance(DAY);
    await untilBelieved(server);
  });

  it('neither ends a recovery nor completes it, and does not stop it for good either', async () => {
    const person = await protectedPerson(server, 'recovers@example.org');
    const [recoveryKey = ''] = person.recoveryKeys;
    const { browser, proofs } = await beginRecovery(server, person.email, [recoveryKey]);
    const { caseSecret } = proofs;
    server.clock.advance(72 * HOUR);
    await server.mailTo(person.email, /recovery of your account is open now/);
    for (const nickname of ['One', 'Two']) {
      const options = await browser.call('recovery.key-options', { ...proofs, hint: 'security-key' });
      await browser.call('recovery.add-key', { ...proofs, nickname, response: roamingKey(server).register(options) });
    }
    await aheadForAMoment();
    server.clock.jump(-HOUR);
    await untilSaid('behind', 3600);
    expect(await browser.call('recovery.read', { caseSecret })).toMatchObject({ state: 'waiting' });
    expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('clock.doubted');
    server.clock.jump(HOUR);
    await untilSaid('ahead of', 3600);
    expect(await browser.call('recovery.read', { caseSecret })).toMatchObject({ state: 'ripe' });
    expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('clock.doubted');
    server.clock.advance(DAY);
    await untilBelieved(server);
    await browser.call('recovery.complete', proofs);
  });

  it('is on record for whoever checks the log, when it moved and when it was believed', async () => {
    const { address } = database;
    const file = join(server.dataDir, 'holdfast.db');
    const store = openStore(address.dialect === 'postgres' ? address : { dialect: 'sqlite', file });
    const said = await waitUntil(async () => {
      const rows = await store.read((tx) => tx.q.selectFrom('audit_event').selectAll().execute());
      // Sealed within a second.
      expect(rows.filter(({ position }) => position === null)).toEqual([]);
      return rows.filter(({ operation }) => operation.startsWith('clock.'));
    });
    await store.close();
    expect(said.filter(({ operation }) => operation === 'clock.believed')).toHaveLength(3);
    expect(said.filter(({ operation }) => operation === 'clock.moved').length).toBeGreaterThanOrEqual(6);
    for (const row of said) expect(row).toMatchObject({ actor: 'system', account_id: null });
  });
});
