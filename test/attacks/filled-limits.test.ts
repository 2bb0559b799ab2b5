// Strangers from many networks, and one account that reads all it can: what they use up is never what the holder needs.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READ_BUDGET, READ_COSTS } from '../../packages/server/src/domain/throttle/read-budget.ts';
import { LIMITS } from '../../packages/server/src/domain/throttle/throttle.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { PASSWORD, personWithKey, personWithPassword, totpCode } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { newDatabase, type TestDatabase } from '../support/stores.ts';

const LINK = /\/recover\/link#(hfl_[\w-]+)/;
const PATIENCE = { timeout: 10_000 };
const HALF_A_MINUTE = 30_000;

describe.each(['sqlite', 'postgres'] as const)('limits that strangers fill, on %s', (dialect) => {
  let database: TestDatabase;
  let server: TestServer;
  let networks = 0;
  beforeAll(async () => {
    database = await newDatabase(dialect);
    const { address } = database;
    const where = address.dialect === 'postgres' ? { HOLDFAST_DATABASE_URL: address.url } : {};
    server = await startTestServer({ env: { HOLDFAST_TRUSTED_PROXIES: '127.0.0.1', ...where } });
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
  });

  /** As one customer of a hosting company: each request from another /64. */
  const stranger = () => new BrowserLike(server.url, { 'x-forwarded-for': `2001:db8:${(++networks).toString(16)}::1` });
  const tried = async (browser: BrowserLike, email: string, password: string) => {
    const response = await browser.send('sign-in.password', { body: { email, password } });
    return [response.status, ((await response.json()) as { readonly code?: string }).code ?? 'right'] as const;
  };

  it('a hundred wrong passwords teach nothing more, and the holder’s browser goes on', async () => {
    const { email, browser, totpSecret } = await personWithPassword(server, `guessed-${dialect}@example.org`);
    const { points } = LIMITS['password.account'];
    for (let guesses = 0; guesses < points; guesses += 10) {
      const wrong = Array.from({ length: 10 }, (_, at) => tried(stranger(), email, `guess number ${guesses + at}`));
      for (const answer of await Promise.all(wrong)) expect(answer).toEqual([401, 'sign-in.refused']);
    }
    const [right, wrong] = [await tried(stranger(), email, PASSWORD), await tried(stranger(), email, 'one more guess')];
    expect(right).toEqual(wrong);
    await browser.call('session.sign-out', {});
    server.clock.advance(HALF_A_MINUTE);
    await browser.call('sign-in.password', { email, password: PASSWORD });
    await browser.call('sign-in.second-totp', { code: totpCode(server, totpSecret) });
    expect(await browser.call('session.read')).toMatchObject({ email });
    // It was the holder: the row is over.
    expect(await tried(stranger(), email, PASSWORD)).toEqual([200, 'right']);
  });

  it('strangers who ask for links all day never keep the holder’s from coming, in any browser', async () => {
    const { email, browser } = await personWithKey(server, `links-${dialect}@example.org`);
    for (let count = 0; count < 20; count++) await stranger().call('recovery-link.begin', { email });
    const known = await browser.send('recovery-link.begin', { body: { email } });
    expect(known.status).toBe(200);
    const elsewhere = stranger();
    await elsewhere.call('recovery-link.begin', { email });
    // Five and one that strangers asked for, and the known browser's.
    const mailed = LIMITS['link.address'].points + 2;
    const [newest = ''] = await linksTo(email, mailed);
    expect((await elsewhere.refused('recovery-link.open', { body: { link: newest } })).code).toBe('link.resent');
    const [own = ''] = await linksTo(email, mailed + 1);
    expect((await stranger().refused('recovery-link.open', { body: { link: own } })).code).toBe('link.refused');
    expect(await elsewhere.call('recovery-link.open', { link: own })).toMatchObject({ proved: true });
  });

  const linksIn = async (email: string): Promise<readonly string[]> =>
    (await server.mails()).filter(({ to }) => to === email).flatMap(({ text }) => LINK.exec(text)?.[1] ?? []);
  /** The newest first, once so many have come. */
  async function linksTo(email: string, count: number): Promise<readonly string[]> {
    await expect.poll(() => linksIn(email), PATIENCE).toHaveLength(count);
    return linksIn(email);
  }

  it('an account that reads without end waits, sees its newest entries, and stops nobody', async () => {
    const [reader, other] = await Promise.all([
      personWithKey(server, `reader-${dialect}@example.org`),
      personWithKey(server, `other-${dialect}@example.org`),
    ]);
    const answers = new Map<number, number>();
    const most = READ_BUDGET.tokensMax / READ_COSTS['activity.list'];
    for (let count = 0; count <= most + 3; count++) {
      const query = { text: 'nothing has these words' };
      const response = await reader.browser.send('activity.list', { query });
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(answers.get(200)).toBe(most);
    expect(answers.get(429)).toBeGreaterThan(0);
    expect((await reader.browser.call('activity.list')).events.length).toBeGreaterThan(0);
    await reader.browser.call('session.list');
    expect((await other.browser.send('activity.list', { query: { text: 'nothing' } })).status).toBe(200);
    server.clock.advance(60_000);
    expect((await reader.browser.send('activity.list', { query: { text: 'nothing' } })).status).toBe(200);
  });
});
