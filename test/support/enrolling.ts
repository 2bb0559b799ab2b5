// Signs in with password and app, and turns protection on: what a story over HTTP begins with.

import { allDelivered } from './all-delivered.ts';
import { BrowserLike } from './browser-like.ts';
import { stolenSession } from './key-steps.ts';
import { addKey, PASSWORD, type PersonWithPassword, personWithPassword, totpCode } from './people.ts';
import type { TestServer } from './running-server.ts';
import type { SoftwareAuthenticator } from './software-authenticator.ts';

/** A code of the app that was not used yet: one is good once, and the next one is a moment away. */
export function nextCode(server: TestServer, totpSecret: string): string {
  server.clock.advance(30_000);
  return totpCode(server, totpSecret);
}

/** A browser of somebody who has the password and a code of the app: the holder, or whoever phished both. */
export async function signInWithPassword(
  server: TestServer,
  { email, totpSecret }: Pick<PersonWithPassword, 'email' | 'totpSecret'>,
  password = PASSWORD,
): Promise<BrowserLike> {
  const browser = new BrowserLike(server.url);
  const code = nextCode(server, totpSecret);
  await browser.call('sign-in.password', { email, password });
  await browser.call('sign-in.second-totp', { code });
  return browser;
}

/** The steps before the tap, on an account that has its keys. @returns the recovery keys, of which the first was proved. */
export async function prepare(browser: BrowserLike): Promise<readonly string[]> {
  await browser.call('enrolment.begin', {});
  const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
  await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
  return recoveryKeys;
}

/** Turns protection on in this browser: two keys, recovery keys, one of them proved; confirmed with the first key. */
export async function enrol(
  browser: BrowserLike,
  keys: readonly [SoftwareAuthenticator, SoftwareAuthenticator],
): Promise<readonly string[]> {
  await browser.call('enrolment.begin', {});
  for (const [index, key] of keys.entries()) await addKey(browser, key, `Key ${index + 1}`);
  const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
  await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
  await commit(browser, keys[0]);
  return recoveryKeys;
}

/** The tap alone. */
export async function commit(browser: BrowserLike, key: SoftwareAuthenticator) {
  const options = await browser.call('enrolment.commit-options', {});
  return browser.call('enrolment.commit', { understood: true, floor: 'advanced', response: key.assert(options) });
}

/** The holder, in a browser of their own, behind the link that the mailbox got: what is left is to show a factor of before. */
export async function followTakeBack(server: TestServer, email: string): Promise<BrowserLike> {
  const browser = new BrowserLike(server.url);
  await browser.call('take-back.begin', { email });
  await allDelivered(server);
  const mail = await server.mailTo(email, /\/take-back#hfl_/);
  await browser.call('take-back.open', { link: takeBackLinkIn(mail.text) });
  return browser;
}

export const takeBackLinkIn = (text: string): string => /\/take-back#(\S+)/.exec(text)?.[1] ?? '';

/**
 * A thief with a copy of the holder's session sets an app. Ten minutes later the holder comes in by a backup code.
 * @returns the secret of the thief's app, and the holder's new session
 */
export async function appOfTenMinutes(server: TestServer, email: string) {
  const holder = await personWithPassword(server, email);
  const { codes } = await holder.browser.call('backup-code.make', {});
  server.clock.advance(20 * 86_400_000);
  const thief = stolenSession(server, await signInWithPassword(server, holder));
  const { secret: thiefs } = await thief.call('totp.begin', {});
  await thief.call('totp.confirm', { code: totpCode(server, thiefs) });
  server.clock.advance(10 * 60_000);
  const home = new BrowserLike(server.url);
  await home.call('sign-in.password', { email, password: PASSWORD });
  await home.call('sign-in.second-backup-code', { code: codes[0] ?? '' });
  return { holder, thiefs, home };
}
