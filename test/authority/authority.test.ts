// Every routed operation, tried by everybody who must not: nobody, a stranger, a stale session, an account that must enrol
// first, the wrong tier, and a browser on another site. An operation without a row here fails the last test.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import { authorityOf } from '../../packages/server/src/domain/authority.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { type Person, personWithKey, protectedPerson } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

interface Attempt {
  readonly body?: unknown;
  readonly params?: Record<string, string>;
}

const NOBODYS = '0'.repeat(26);
const attestation = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key',
  response: { clientDataJSON: 'AA', attestationObject: 'AA' },
};
const assertion = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key',
  response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' },
};
const content = { id: 'c1', accountId: `acct_${NOBODYS}`, madeAt: 1 };
const link = 'hfl_'.padEnd(48, '1');
const proofs = { caseSecret: '0000 0000 0000 0000', recoveryKey: '0000 0000 0000 0000 0000 0000 0000' };

/** A well-formed request for each operation, so that what refuses it is authority and not its shape. */
const ATTEMPTS: Readonly<Record<RoutedOperation, Attempt>> = {
  'platform.read': {},
  'setup.read': { body: { link } },
  'setup.key-options': { body: { link, email: 'op@example.org', displayName: 'Op', hint: 'security-key' } },
  'setup.add-key': { body: { link, nickname: 'K', response: attestation } },
  'setup.complete': { body: { link } },
  'sign-up.begin': { body: { email: 'begin@example.org' } },
  'sign-up.confirm': { body: { code: '123456' } },
  'sign-up.key-options': { body: { displayName: 'N' } },
  'sign-up.make-totp': { body: {} },
  'sign-up.complete': { body: { with: 'password', displayName: 'N', password: 'p', code: '123456' } },
  'sign-in.key-options': { body: {} },
  'sign-in.key': { body: { response: assertion } },
  'sign-in.password': { body: { email: 'nobody@example.org', password: 'p' } },
  'sign-in.second-key-options': { body: {} },
  'sign-in.second-key': { body: { response: assertion } },
  'sign-in.second-totp': { body: { code: '123456' } },
  'sign-in.second-backup-code': { body: { code: '7K2Q 9DXM 4FTR' } },
  'recovery-link.begin': { body: { email: 'nobody@example.org' } },
  'recovery-link.open': { body: { link } },
  'recovery-link.prove': { body: { with: 'totp', code: '123456' } },
  'recovery-link.key-options': { body: {} },
  'recovery-link.complete': { body: { with: 'password', password: 'a long and unusual sentence' } },
  'step-up.key-options': { body: {} },
  'step-up.key': { body: { response: assertion } },
  'step-up.password': { body: { password: 'p', code: '123456' } },
  'session.read': {},
  'session.sign-out': { body: {} },
  'session.list': {},
  'session.end': { params: { sessionId: `sess_${NOBODYS}` } },
  'session.end-others': { body: {} },
  'account.read': {},
  'account.rename': { body: { displayName: 'N' } },
  'account.lock': { body: {} },
  'email.change': { body: { email: 'else@example.org' } },
  'email.confirm': { body: { code: '123456' } },
  'password.set': { body: { password: 'a long and unusual sentence' } },
  'password.remove': {},
  'totp.begin': { body: {} },
  'totp.confirm': { body: { code: '123456' } },
  'totp.remove': {},
  'backup-code.make': { body: {} },
  'credential.list': {},
  'credential.add-options': { body: { hint: 'security-key' } },
  'credential.add': { body: { nickname: 'K', response: attestation } },
  'credential.rename': { params: { credentialId: `cred_${NOBODYS}` }, body: { nickname: 'K' } },
  'credential.remove': { params: { credentialId: `cred_${NOBODYS}` } },
  'enrolment.read': {},
  'enrolment.begin': { body: {} },
  'enrolment.drop': {},
  'enrolment.make-recovery-keys': { body: {} },
  'enrolment.prove': { body: { recoveryKey: 'X', waitHours: 72 } },
  'enrolment.commit-options': { body: {} },
  'enrolment.commit': { body: { understood: true, floor: 'advanced', response: assertion } },
  'protection.leave': { body: {} },
  'protection.raise-floor': { body: {} },
  'protection.lower-floor': { body: {} },
  'recovery-key.test': { body: { recoveryKey: 'X' } },
  'recovery-key.make': { body: {} },
  'recovery-key.replace': { body: { recoveryKey: 'X' } },
  'hold.list': {},
  'hold.veto': { params: { holdId: `hold_${NOBODYS}` }, body: {} },
  'recovery.begin': { body: { email: 'nobody@example.org', recoveryKey: proofs.recoveryKey } },
  'recovery.read': { body: { caseSecret: proofs.caseSecret } },
  'recovery.withdraw': { body: { caseSecret: proofs.caseSecret } },
  'recovery.key-options': { body: { ...proofs, hint: 'security-key' } },
  'recovery.add-key': { body: { ...proofs, nickname: 'K', response: attestation } },
  'recovery.complete': { body: proofs },
  'training.read': {},
  'training.keys': {},
  'training.ask': { body: { items: [content] } },
  'training.ask-one': { body: content },
  'training.changes': {},
  'training.opt-out': { body: {} },
  'training.opt-in': { body: {} },
  'contact.list': {},
  'contact.invite': { body: { email: 'contact@example.org' } },
  'contact.remove': { params: { contactId: `cntc_${NOBODYS}` } },
  'contact.set-needed': { body: { needed: 1 } },
  'contact.cases': {},
  'contact.accept-options': { params: { contactId: `cntc_${NOBODYS}` }, body: {} },
  'contact.accept': { params: { contactId: `cntc_${NOBODYS}` }, body: { understood: true, response: assertion } },
  'contact.decline': { params: { contactId: `cntc_${NOBODYS}` }, body: {} },
  'contact.approve-options': { params: { contactId: `cntc_${NOBODYS}` }, body: {} },
  'contact.approve': { params: { contactId: `cntc_${NOBODYS}` }, body: { understood: true, response: assertion } },
  'activity.list': {},
  'activity.prove': { params: { eventId: `evnt_${NOBODYS}` } },
  'webhook.list': {},
  'webhook.add': { body: { name: 'Pager', url: 'https://192.0.2.1/hook' } },
  'webhook.remove': { params: { webhookId: `chan_${NOBODYS}` } },
  'webhook.rotate-secret': { params: { webhookId: `chan_${NOBODYS}` }, body: {} },
  'webhook.test': { params: { webhookId: `chan_${NOBODYS}` }, body: {} },
  'webhook.deliveries': { params: { webhookId: `chan_${NOBODYS}` } },
  'webhook.replay': { params: { webhookId: `chan_${NOBODYS}`, messageId: `alrt_${NOBODYS}` }, body: {} },
  'platform-webhook.list': {},
  'platform-webhook.add': { body: { name: 'Pager', url: 'https://192.0.2.1/hook' } },
  'platform-webhook.remove': { params: { webhookId: `chan_${NOBODYS}` } },
  'platform-webhook.rotate-secret': { params: { webhookId: `chan_${NOBODYS}` }, body: {} },
  'platform-webhook.test': { params: { webhookId: `chan_${NOBODYS}` }, body: {} },
  'platform-webhook.deliveries': { params: { webhookId: `chan_${NOBODYS}` } },
  'platform-webhook.replay': { params: { webhookId: `chan_${NOBODYS}`, messageId: `alrt_${NOBODYS}` }, body: {} },
  'log.read': {},
  'log.prove-growth': {},
  'staff.list': {},
  'staff.grant': { body: { email: 'else@example.org' } },
  'staff.revoke': { body: { email: 'else@example.org' } },
  'support.look': { body: { email: 'else@example.org', ticket: 'T-1' } },
  'support.start-recovery': { body: { email: 'else@example.org', ticket: 'T-1' } },
  'alert.list': {},
  'alert.read': { body: { link } },
  'alert.disown': { body: { link } },
};

const operations = Object.keys(paths) as RoutedOperation[];
const holders = operations.filter((operation) => authorityOf(operation).who === 'holder');
const operators = operations.filter((operation) => authorityOf(operation).who === 'operator');
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

describe('a holder who is not the operator', () => {
  it.each(operators)('%s does not exist for one, on a protected account neither', async (operation) => {
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
      ['hold.veto', { params: { holdId: hold.id }, body: {} }],
    ] as const;
    for (const [operation, attempt] of foreign) {
      const theirs = await standard.browser.refused(operation, attempt);
      const absent = await standard.browser.refused(operation, ATTEMPTS[operation]);
      expect([operation, theirs]).toEqual([operation, absent]);
    }
    await shielded.browser.call('hold.veto', {}, { holdId: hold.id });
    expect((await shielded.browser.call('credential.list')).credentials[0]?.id).toBe(key);
  });
});

describe('somebody who is not staff', () => {
  it.each(staffs)('%s does not exist for them, on whatever tier', async (operation) => {
    for (const { browser } of [standard, shielded]) {
      expect((await browser.refused(operation, ATTEMPTS[operation])).code).toBe('operation.not-permitted');
    }
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

  it('lets anybody but its holder touch a key of an account, or whoever shows both proofs of a ripe recovery', () => {
    const touching = operations.filter((operation) => /^(credential|enrolment|protection|recovery)\./.test(operation));
    expect(touching.filter((operation) => authorityOf(operation).who !== 'holder')).toEqual([
      'recovery.begin',
      'recovery.read',
      'recovery.withdraw',
      'recovery.key-options',
      'recovery.add-key',
      'recovery.complete',
    ]);
  });
});
