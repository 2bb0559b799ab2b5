// People with browsers and keys, brought to a given point by the same doors that everybody uses.

import { Secret, TOTP } from 'otpauth';
import { BrowserLike } from './browser-like.ts';
import type { MovableClock } from './clock.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';

/** What people need of a server: where it is, and the mail that it sends. */
export interface Reachable {
  readonly url: string;
  mailTo(to: string, match?: RegExp): Promise<{ readonly text: string }>;
}

export interface Person {
  readonly email: string;
  readonly browser: BrowserLike;
  /** A roaming security key. */
  readonly deskKey: SoftwareAuthenticator;
  /** A key that stays on its computer. */
  readonly laptop: SoftwareAuthenticator;
}

export interface ProtectedPerson extends Person {
  /** Both, as they were shown; the first was typed back. */
  readonly recoveryKeys: readonly string[];
}

export const PASSWORD = 'nine quiet herons crossed the marsh';

export const roamingKey = (server: Pick<Reachable, 'url'>): SoftwareAuthenticator =>
  new SoftwareAuthenticator({ rpId: 'localhost', origin: server.url });

export const platformKey = (server: Pick<Reachable, 'url'>): SoftwareAuthenticator =>
  new SoftwareAuthenticator({
    rpId: 'localhost',
    origin: server.url,
    attachment: 'platform',
    transports: ['internal'],
  });

/** The code of an authenticator app at the server's time. */
export const totpCode = (server: { readonly clock: Pick<MovableClock, 'now'> }, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() });

export const codeIn = (text: string): string => /\b\d{6}\b/.exec(text)?.[0] ?? '';

/** A browser whose sign-up has a confirmed address. */
export async function confirmedSignUp(server: Reachable, email: string): Promise<BrowserLike> {
  const browser = new BrowserLike(server.url);
  await browser.call('sign-up.begin', { email });
  const mail = await server.mailTo(email, /\d{6}/);
  await browser.call('sign-up.confirm', { code: codeIn(mail.text) });
  return browser;
}

/** A standard account that opens with its desk key, just signed up. */
export async function personWithKey(server: Reachable, email: string): Promise<Person> {
  const browser = await confirmedSignUp(server, email);
  const person = { email, browser, deskKey: roamingKey(server), laptop: platformKey(server) };
  const options = await browser.call('sign-up.key-options', { displayName: 'Mara' });
  const response = person.deskKey.register(options);
  await browser.call('sign-up.complete', { with: 'key', displayName: 'Mara', nickname: 'Desk key', response });
  return person;
}

export interface PersonWithPassword {
  readonly email: string;
  readonly browser: BrowserLike;
  readonly totpSecret: string;
}

/** A standard account that opens with a password and an authenticator app, just signed up. */
export async function personWithPassword(
  server: Reachable & { readonly clock: Pick<MovableClock, 'now'> },
  email: string,
): Promise<PersonWithPassword> {
  const browser = await confirmedSignUp(server, email);
  const { secret } = await browser.call('sign-up.make-totp', {});
  const code = totpCode(server, secret);
  await browser.call('sign-up.complete', { with: 'password', displayName: 'Noor', password: PASSWORD, code });
  return { email, browser, totpSecret: secret };
}

export async function addKey(browser: BrowserLike, key: SoftwareAuthenticator, nickname: string): Promise<string> {
  const options = await browser.call('credential.add-options', { hint: 'security-key' });
  const { credential } = await browser.call('credential.add', { nickname, response: key.register(options) });
  return credential.id;
}

export async function stepUp(browser: BrowserLike, key: SoftwareAuthenticator): Promise<void> {
  const options = await browser.call('step-up.key-options', {});
  await browser.call('step-up.key', { response: key.assert(options) });
}

export async function signIn(
  server: Pick<Reachable, 'url'>,
  key: SoftwareAuthenticator,
  browser = new BrowserLike(server.url),
): Promise<BrowserLike> {
  const options = await browser.call('sign-in.key-options', {});
  await browser.call('sign-in.key', { response: key.assert(options) });
  return browser;
}

/** A protected account: two keys, two recovery keys, three days of waiting. */
export async function protectedPerson(server: Reachable, email: string): Promise<ProtectedPerson> {
  const person = await personWithKey(server, email);
  const { browser, deskKey, laptop } = person;
  await browser.call('enrolment.begin', {});
  await addKey(browser, laptop, 'Laptop');
  const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
  await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
  const options = await browser.call('enrolment.commit-options', {});
  await browser.call('enrolment.commit', { understood: true, floor: 'advanced', response: deskKey.assert(options) });
  return { ...person, recoveryKeys };
}
