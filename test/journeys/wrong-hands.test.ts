// A thief with one stolen thing, and a stranger with many networks: what each of them does not get.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import {
  addKey,
  PASSWORD,
  type PersonWithPassword,
  personWithKey,
  personWithPassword,
  protectedPerson,
  roamingKey,
  totpCode,
} from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { HOLDFAST_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => server.stop());

const from = (ip: string): BrowserLike => new BrowserLike(server.url, { 'x-forwarded-for': ip });
/** One of the 65,536 networks that one customer of a hosting company is given. */
const oneOfMany = (number: number): BrowserLike => from(`2001:db8:7:${number.toString(16)}::1`);

const wrongCode = (person: PersonWithPassword): string =>
  totpCode(server, person.totpSecret) === '000000' ? '000001' : '000000';

async function knowsPassword(person: PersonWithPassword, browser: BrowserLike): Promise<BrowserLike> {
  await browser.call('sign-in.password', { email: person.email, password: PASSWORD });
  return browser;
}

/** Six networks, five guesses each. @returns the codes of the refusals */
async function guessCodes(person: PersonWithPassword): Promise<Set<string>> {
  const codes = new Set<string>();
  for (let network = 0; network < 6; network++) {
    const thief = await knowsPassword(person, oneOfMany(network));
    for (let tries = 0; tries < 5; tries++) {
      codes.add((await thief.refused('sign-in.second-totp', { body: { code: wrongCode(person) } })).code);
    }
  }
  return codes;
}

describe('a stolen password', () => {
  it('buys few guesses at the second step, from however many networks', async () => {
    const person = await personWithPassword(server, 'many-networks@example.org');
    expect(await guessCodes(person)).toContain('request.throttled');
    server.clock.advance(MINUTE_MS);
    const lucky = await knowsPassword(person, oneOfMany(99));
    const body = { code: totpCode(server, person.totpSecret) };
    expect((await lucky.refused('sign-in.second-totp', { body })).code).toBe('request.throttled');
    server.clock.advance(6 * HOUR_MS);
    const holder = await knowsPassword(person, from('192.0.2.1'));
    await holder.call('sign-in.second-totp', { code: totpCode(server, person.totpSecret) });
  });

  it('with all its guesses spent keeps no key out', async () => {
    const person = await personWithPassword(server, 'key-beside@example.org');
    const key = roamingKey(server);
    await addKey(person.browser, key, 'Desk key');
    await guessCodes(person);
    const holder = await knowsPassword(person, from('192.0.2.2'));
    const options = await holder.call('sign-in.second-key-options', {});
    await holder.call('sign-in.second-key', { response: key.assert(options) });
  });

  it('and a stolen session together buy no more guesses at a step-up', async () => {
    const person = await personWithPassword(server, 'both-stolen@example.org');
    const codes = new Set<string>();
    for (let tries = 0; tries < 30; tries++) {
      person.browser.headers['x-forwarded-for'] = `2001:db8:8:${tries}::1`;
      const body = { password: PASSWORD, code: wrongCode(person) };
      codes.add((await person.browser.refused('step-up.password', { body })).code);
    }
    expect(codes).toContain('request.throttled');
  });

  it('opens nothing any more once the holder has set another, however far its thief had come', async () => {
    const person = await personWithPassword(server, 'changes@example.org');
    const thief = await knowsPassword(person, oneOfMany(1));
    server.clock.advance(MINUTE_MS);
    await person.browser.call('password.set', { password: 'seven grey seals on the skerry' });
    const body = { code: totpCode(server, person.totpSecret) };
    expect((await thief.refused('sign-in.second-totp', { body })).code).toBe('flow.gone');
  });
});

describe('a stranger’s failures', () => {
  it('do not fill mailbox or hour: the holder hears of the first ones, the record has them all', async () => {
    const { email, browser } = await protectedPerson(server, 'bombed@example.org');
    for (let network = 0; network < 16; network++) {
      const stranger = oneOfMany(network + 1000);
      await stranger.refused('sign-in.password', { body: { email, password: PASSWORD } });
    }
    await server.mailTo(email, /password/i);
    const { events } = await browser.call('activity.list', undefined, undefined, { show: 'refused' });
    expect(events.filter((event) => event.operation === 'sign-in.password')).toHaveLength(16);
    const told = (await server.mails()).filter(
      (mail) => mail.to === email && /sign-in.*password|password/i.test(mail.subject),
    );
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(10);
  });

  it('never stand between a holder and “This wasn’t me”', async () => {
    const { email } = await personWithKey(server, 'shared-network@example.org');
    const mail = await server.mailTo(email, /not-me#/);
    const link = /not-me#(\S+)/.exec(mail.text)?.[1] ?? '';
    const stranger = from('192.0.2.77');
    for (let tries = 0; tries < 61; tries++) {
      await stranger.refused('alert.disown', { body: { link: `hfn_1.${'A'.repeat(40)}` } });
    }
    const again = { link: `hfn_1.${'B'.repeat(40)}` };
    expect((await stranger.refused('alert.disown', { body: again })).code).toBe('request.throttled');
    await from('192.0.2.77').call('alert.disown', { link });
  });

  it('cannot send one mailbox more by spelling its address another way', async () => {
    const spellings = ['v@bücher.example', 'V@BÜCHER.example', 'v+1@xn--bcher-kva.example', 'v+2@bücher。example'];
    const codes: string[] = [];
    for (let number = 0; number < 8; number++) {
      const email = spellings[number % spellings.length] ?? '';
      const response = await oneOfMany(number + 2000).send('sign-up.begin', { body: { email } });
      codes.push(((await response.json()) as { code?: string }).code ?? 'sent');
    }
    expect(codes.filter((code) => code === 'sent')).toHaveLength(5);
  });
});

describe('a stolen session', () => {
  it('cannot bury an alert under others that it may cause without a proof', async () => {
    const { email, browser } = await protectedPerson(server, 'buried@example.org');
    const [key] = (await browser.call('credential.list')).credentials;
    await server.mailTo(email, /Protection of your account is on/);
    const before = (await server.mails()).filter((mail) => mail.to === email).length;
    const params = { credentialId: key?.id ?? '' };
    for (let times = 0; times < 20; times++) {
      await browser.call('credential.rename', { nickname: `Key ${times}` }, params);
    }
    for (let times = 20; times < 35; times++) {
      const refused = await browser.refused('credential.rename', { params, body: { nickname: `Key ${times}` } });
      expect(refused.code).toBe('request.throttled');
    }
    const told = async () => (await server.mails()).filter((mail) => mail.to === email).length - before;
    // Twenty new names, and ten of the fifteen that were refused.
    await expect.poll(told).toBe(30);
  });
});

describe('a name', () => {
  it.each([
    ['a line break', 'Blue\nkey'],
    ['a mark that turns what follows', 'Blue \u202eyek'],
    ['an escape', 'Blue\u001b[31m'],
  ])('with %s is refused, and the field is named', async (_what, nickname) => {
    const { browser } = await personWithKey(server, `name-${nickname.codePointAt(5)}@example.org`);
    const [key] = (await browser.call('credential.list')).credentials;
    const params = { credentialId: key?.id ?? '' };
    expect((await browser.refused('credential.rename', { params, body: { nickname } })).field).toBe('/body/nickname');
    const renamed = await browser.refused('account.rename', { body: { displayName: nickname } });
    expect(renamed.field).toBe('/body/displayName');
  });

  it.each(['a,b@example.org', 'a@example.org>', '"a b"@example.org', 'a@b/c', 'a\u202e@example.org', '<a@example.org'])(
    'that no mail can be sent to is no address: %s',
    async (email) => {
      expect((await from('192.0.2.3').refused('sign-up.begin', { body: { email } })).field).toBe('/body/email');
    },
  );
});
