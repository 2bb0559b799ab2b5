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

it('a holder practises, replaces the pair, is told of it, and is asked to practise again half a year later', async () => {
  const email = 'paper@example.org';
  const { browser, deskKey } = await protectedPerson(server, email);
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
  await browser.call('recovery-key.replace', { recoveryKey: first });
  const mail = await server.mailTo(email, /replaced the recovery keys/);
  expect(mail.text).toContain('The old ones are void from this moment.');
  expect(mail.text).toMatch(/\/not-me#/);
  expect(await browser.call('recovery-key.test', { recoveryKey: second })).toMatchObject({ ordinal: 2 });
  const { recovery } = await browser.call('account.read');
  const provedAt = server.clock.now();
  expect(recovery?.readiness).toMatchObject({ keys: 2, recoveryKeys: 2, lastProvedAt: provedAt, nag: null });

  server.clock.advance(HALF_A_YEAR_MS);
  const later = await signIn(server, deskKey);
  expect((await later.call('account.read')).recovery?.readiness.nag).toBe('stale-proof');
  await later.call('recovery-key.test', { recoveryKey: first });
  expect((await later.call('account.read')).recovery?.readiness.nag).toBeNull();
});

it('a recovery that somebody else began costs a recovery key: the holder is reminded until there are two new ones', async () => {
  const email = 'copied@example.org';
  const { browser, deskKey } = await protectedPerson(server, email);
  const { recoveryKeys } = await browser.call('recovery-key.make', {});
  const [stolen = '', kept = ''] = recoveryKeys;
  await browser.call('recovery-key.replace', { recoveryKey: kept });
  await new BrowserLike(server.url).call('recovery.begin', { email, recoveryKey: stolen });
  const again = await signIn(server, deskKey);
  const readiness = async () => (await again.call('account.read')).recovery?.readiness;
  expect(await readiness()).toMatchObject({ recoveryKeys: 1, nag: 'one-left' });
  const drill = await again.refused('recovery-key.test', { body: { recoveryKey: stolen } });
  expect(drill).toMatchObject({ code: 'recovery-key.spent', field: '/body/recoveryKey' });
  expect((await again.call('recovery-key.test', { recoveryKey: kept })).ordinal).toBe(2);
  const [first = ''] = (await again.call('recovery-key.make', {})).recoveryKeys;
  await again.call('recovery-key.replace', { recoveryKey: first });
  expect(await readiness()).toMatchObject({ recoveryKeys: 2, nag: null });
});

it('a key that was added today cannot replace them, and the holder hears of the try', async () => {
  const email = 'thief@example.org';
  const { browser } = await protectedPerson(server, email);
  const stolen = roamingKey(server);
  await addKey(browser, stolen, 'Not mine');
  const thief = await signIn(server, stolen);
  await stepUp(thief, stolen);
  expect((await thief.refused('recovery-key.make', { body: {} })).code).toBe('credential.on-probation');
  const mail = await server.mailTo(email, /tried to make new recovery keys/);
  expect(mail.text).toContain('the key used was added less than a day before');
});
