// Every routed operation, tried by everybody who must not: nobody, a stranger, a stale session, an account that must enrol
// first, the wrong tier, and a browser on another site. An operation without a row here fails the last test.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import { authorityOf } from '../../packages/server/src/domain/authority.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { holdfast } from '../support/command-line.ts';
import { type Person, personWithKey, protectedPerson } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ATTEMPTS } from './attempts.ts';

const operations = Object.keys(paths) as RoutedOperation[];
const holders = operations.filter((operation) => authorityOf(operation).who === 'holder');
const staffs = operations.filter((operation) => ['staff', 'operator'].includes(authorityOf(operation).who));
const signedIn = [...holders, ...staffs];
const programs = operations.filter((operation) => authorityOf(operation).who === 'client');
const changes = operations.filter((operation) => !paths[operation].startsWith('GET ') && !programs.includes(operation));

let server: TestServer;
let standard: Person;
let shielded: Person;
beforeAll(async () => {
  server = await startTestServer();
  standard = await personWithKey(server, 'standard@example.org');
  shielded = await protectedPerson(server, 'shielded@example.org');
});
afterAll(() => server.stop());

describe('nobody', () => {
  it.each(signedIn)('%s needs a live session', async (operation) => {
    expect((await new BrowserLike(server.url).refused(operation, ATTEMPTS[operation])).code).toBe('session.required');
  });

  it.each(signedIn)('%s is not opened by a made-up session token', async (operation) => {
    const browser = new BrowserLike(server.url);
    browser.cookies.set('holdfast', 'hfs_1'.padEnd(48, 'A'));
    expect((await browser.refused(operation, ATTEMPTS[operation])).code).toBe('session.required');
  });
});

describe('what is for programs', () => {
  it.each(programs)('%s is refused to a signed-in browser, to nobody, and to a made-up token', async (operation) => {
    const refused = async (browser: BrowserLike, headers: Record<string, string> = {}) =>
      (await browser.refused(operation, { ...ATTEMPTS[operation], headers })).code;
    expect(await refused(standard.browser)).toBe('client.required');
    expect(await refused(new BrowserLike(server.url))).toBe('client.required');
    const authorization = `Bearer ${'hfp_1'.padEnd(48, 'A')}`;
    expect(await refused(new BrowserLike(server.url), { authorization })).toBe('client.required');
  });
});

describe('a program that was let in', () => {
  let token: string;
  let before: readonly string[];
  const events = async (): Promise<readonly string[]> =>
    (await shielded.browser.call('activity.list')).events.map(({ id }) => id);
  beforeAll(async () => {
    const said = await holdfast(['client', 'add', 'Pipeline', '--json'], {
      HOLDFAST_DATA_DIR: server.dataDir,
      HOLDFAST_PUBLIC_URL: server.url,
    });
    token = JSON.parse(said.out).token;
    before = await events();
  });

  it.each(signedIn)('%s is nothing that its token opens, sent as a program’s or as a session’s', async (operation) => {
    const attempt = ATTEMPTS[operation];
    const program = new BrowserLike(server.url);
    const headers = { authorization: `Bearer ${token}` };
    expect((await program.refused(operation, { ...attempt, headers })).code).toBe('session.required');
    program.cookies.set('holdfast', token);
    expect((await program.refused(operation, attempt)).code).toBe('session.required');
  });

  it('leaves nothing in anybody’s account by trying', async () => {
    expect(await events()).toEqual(before);
  });
});

describe('a browser on another site', () => {
  it.each(changes)('%s is refused without this site’s own Origin', async (operation) => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${server.url}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const problem = await standard.browser.refused(operation, { ...ATTEMPTS[operation], headers });
      expect(problem.code).toBe('request.origin');
    }
  });

  it('is refused where it sends no Origin at all', async () => {
    const cookie = [...standard.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${server.url}/api/v1/account/lock`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(403);
    await standard.browser.call('session.read');
  });
});

describe('a holder who is not staff', () => {
  it.each(staffs)('%s does not exist for one, on a protected account neither', async (operation) => {
    for (const { browser } of [standard, shielded]) {
      expect((await browser.refused(operation, ATTEMPTS[operation])).code).toBe('operation.not-permitted');
    }
  });
});

describe('a stranger with an account', () => {
  it('finds another account’s keys, sessions and holds just as absent as those that do not exist', async () => {
    const key = (await shielded.browser.call('credential.list')).credentials[0]?.id ?? '';
    const session = (await shielded.browser.call('session.read')).sessionId;
    const { hold } = await shielded.browser.call('protection.leave', {});
    const foreign = [
      ['credential.remove', { params: { credentialId: key } }],
      ['credential.rename', { params: { credentialId: key }, body: { nickname: 'mine' } }],
      ['session.end', { params: { sessionId: session } }],
      ['hold.veto', { params: { holdId: hold?.id ?? '' }, body: {} }],
    ] as const;
    for (const [operation, attempt] of foreign) {
      const theirs = await standard.browser.refused(operation, attempt);
      const absent = await standard.browser.refused(operation, ATTEMPTS[operation]);
      expect([operation, theirs]).toEqual([operation, absent]);
    }
    await shielded.browser.call('hold.veto', {}, { holdId: hold?.id ?? '' });
    expect((await shielded.browser.call('credential.list')).credentials[0]?.id).toBe(key);
  });
});

describe('the wrong tier', () => {
  it.each(holders.filter((operation) => authorityOf(operation).tiers === 'protected'))(
    '%s does not exist for a standard account',
    async (operation) => {
      expect((await standard.browser.refused(operation, ATTEMPTS[operation])).code).toBe('operation.not-permitted');
    },
  );

  it.each(holders.filter((operation) => authorityOf(operation).tiers === 'standard'))(
    '%s does not exist for a protected account, however fresh the proof',
    async (operation) => {
      expect((await shielded.browser.refused(operation, ATTEMPTS[operation])).code).toBe('operation.not-permitted');
    },
  );
});

describe('a session whose last proof is old', () => {
  beforeAll(() => server.clock.advance(301_000));

  it.each(holders.filter((operation) => authorityOf(operation).fresh))('%s wants a fresh one', async (operation) => {
    const { tiers } = authorityOf(operation);
    const person = tiers === 'protected' ? shielded : standard;
    const problem = await person.browser.refused(operation, ATTEMPTS[operation]);
    expect(problem.code).toBe('session.step-up-required');
  });
});

describe('an account that must turn on protection first', () => {
  it('can do only what leads there, and end sessions', async () => {
    const strict = await startTestServer({ env: { HOLDFAST_DEFAULT_TIER: 'advanced' } });
    try {
      const { browser } = await personWithKey(strict, 'must@example.org');
      for (const operation of holders.filter((one) => !authorityOf(one).whileEnrolling)) {
        expect((await browser.refused(operation, ATTEMPTS[operation])).code).toBe('enrolment.required');
      }
      expect((await browser.call('account.read')).unmet).toContain('enrolment');
    } finally {
      await strict.stop();
    }
  });
});

describe('no operation', () => {
  it('of this table is left without an attempt above', () => {
    expect(Object.keys(ATTEMPTS).sort()).toEqual([...operations].sort());
  });

  it('lets others touch a holder’s keys, save in a key’s return, a recovery or a taking back', () => {
    const touching = operations.filter((operation) => /^(credential|enrolment|protection|recovery)\./.test(operation));
    expect(touching.filter((operation) => authorityOf(operation).who !== 'holder')).toEqual([
      'enrolment.take-back',
      'credential.come-back-options',
      'credential.come-back',
      'recovery.begin',
      'recovery.read',
      'recovery.withdraw',
      'recovery.key-options',
      'recovery.keep-options',
      'recovery.add-key',
      'recovery.complete',
    ]);
  });
});
