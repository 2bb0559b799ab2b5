// Recovery keys over HTTP: practised without being used up, replaced by their holder, and told of.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { addKey, protectedPerson, roamingKey, signIn, stepUp } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const HALF_A_YEAR_MS = 180 * 24 * 60 * 60 * 1000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

it('a holder practises, replaces the pair, is told, and is asked to practise half a year later', async () => {
  const email = 'paper@example.org';
  const { browser, deskKey, laptop } = await protectedPerson(server, email);
  const made = await browser.call('recovery-key.make', {});
  const [first = '', second = ''] = made.recoveryKeys;
  expect((await browser.refused('recovery-key.test', { body: { recoveryKey: first } })).code).toBe(
    'recovery-key.refused',
  );
  const wrong = `${first.slice(0, 30)}${first[30] === 'A' ? 'B' : 'A'}${first.slice(31)}`;
  expect(await browser.refused('recovery-key.replace', { body: { recoveryKey: wrong } })).toMatchObject({
    code: 'recovery-key.refused',
    group: 7,
    field: '/body/recoveryKey',
  });
  const { hold } = await browser.call('recovery-key.replace', { recoveryKey: first });
  const mail = await server.mailTo(email, /made new recovery keys/);
  expect(mail.text).toContain('Until then yours are good.');
  expect(mail.text).toMatch(/\/not-me#/);
  // Three days later it is ready, and the other key makes it so.
  server.clock.advance(72 * 60 * 60 * 1000);
  const other = await signIn(server, laptop);
  const params = { holdId: hold?.id ?? '' };
  const options = await other.call('hold.finish-options', {}, params);
  await other.call('hold.finish', { response: laptop.assert(options) }, params);
  expect(await other.call('recovery-key.test', { recoveryKey: second })).toMatchObject({ ordinal: 2 });
  const { recovery } = await other.call('account.read');
  expect(recovery?.readiness).toMatchObject({ keys: 2, recoveryKeys: 2, lastProvedAt: server.clock.now(), nag: null });

  server.clock.advance(HALF_A_YEAR_MS);
  const later = await signIn(server, deskKey);
  expect((await later.call('account.read')).recovery?.readiness.nag).toBe('stale-proof');
  await later.call('recovery-key.test', { recoveryKey: first });
  expect((await later.call('account.read')).recovery?.readiness.nag).toBeNull();
});

it('a recovery that somebody else began costs the holder no recovery key', async () => {
  const email = 'copied@example.org';
  const { deskKey, recoveryKeys } = await protectedPerson(server, email);
  const [stolen = '', kept = ''] = recoveryKeys;
  await new BrowserLike(server.url).call('recovery.begin', { email, recoveryKey: stolen });
  const again = await signIn(server, deskKey);
  const { recovery } = await again.call('account.read');
  expect(recovery?.readiness).toMatchObject({ recoveryKeys: 2, nag: null });
  for (const recoveryKey of [stolen, kept]) await again.call('recovery-key.test', { recoveryKey });
  const mail = await server.mailTo(email, /was stopped: one of its keys was used/);
  expect(mail.text).toContain('somebody holds a copy');
});

it('a key that was added today cannot replace them, and the holder hears of the try', async () => {
  const email = 'thief@example.org';
  const { browser } = await protectedPerson(server, email);
  const stolen = roamingKey(server);
  await addKey(browser, stolen, 'Not mine');
  const thief = await signIn(server, stolen);
  await stepUp(thief, stolen);
  expect((await thief.refused('recovery-key.make', { body: {} })).code).toBe('credential.not-trusted');
  const mail = await server.mailTo(email, /tried to make new recovery keys/);
  expect(mail.text).toContain('the key used is new');
});
