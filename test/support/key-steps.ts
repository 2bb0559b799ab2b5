// What people and thieves do with keys, over HTTP: steal a session, try a key, give a second proof, come back.

import { allDelivered } from './all-delivered.ts';
import { BrowserLike } from './browser-like.ts';
import { type DatabaseAddress, openStore } from './open-store.ts';
import type { Reachable } from './people.ts';
import type { TestServer } from './running-server.ts';
import type { SoftwareAuthenticator } from './software-authenticator.ts';

type Here = Pick<Reachable, 'url'>;

/** Asks for a recovery link to a standard account's mailbox, and follows it in the same browser, once it is there. */
export async function followRecoveryLink(server: TestServer, email: string): Promise<BrowserLike> {
  const browser = new BrowserLike(server.url);
  await browser.call('recovery-link.begin', { email });
  await allDelivered(server);
  const { text } = await server.mailTo(email, /\/recover\/link#hfl_/);
  await browser.call('recovery-link.open', { link: /\/recover\/link#(hfl_[\w-]+)/.exec(text)?.[1] ?? '' });
  return browser;
}

/** The session of another browser, as a thief has it who took its cookies. */
export function stolenSession(server: Here, from: BrowserLike): BrowserLike {
  const thief = new BrowserLike(server.url);
  for (const [name, value] of from.cookies) thief.cookies.set(name, value);
  return thief;
}

/** Tries a key at sign-in. @returns the code of the refusal, or null where it opened the account */
export async function tryKey(server: Here, key: SoftwareAuthenticator): Promise<string | null> {
  const browser = new BrowserLike(server.url);
  const response = key.assert(await browser.call('sign-in.key-options', {}));
  const answer = await browser.send('sign-in.key', { body: { response } });
  return answer.status === 200 ? null : ((await answer.json()) as { code: string }).code;
}

/** What a suspended key answers to a challenge for coming back. */
export async function comesWith(browser: BrowserLike, key: SoftwareAuthenticator) {
  return key.assert(await browser.call('credential.come-back-options', {}));
}

/** Signed out, with a suspended key and a recovery key. */
export async function comeBackWithRecoveryKey(
  server: Here,
  key: SoftwareAuthenticator,
  recoveryKey: string,
): Promise<BrowserLike> {
  const browser = new BrowserLike(server.url);
  await browser.call('credential.come-back', {
    with: 'recovery-key',
    recoveryKey,
    response: await comesWith(browser, key),
  });
  return browser;
}

export async function giveSecondKey(browser: BrowserLike, key: SoftwareAuthenticator): Promise<void> {
  const options = await browser.call('step-up.second-key-options', {});
  await browser.call('step-up.second-key', { response: key.assert(options) });
}

export async function keyNamed(browser: BrowserLike, nickname: string) {
  const { credentials } = await browser.call('credential.list');
  const found = credentials.find((one) => one.nickname === nickname);
  if (!found) throw new Error(`no key is called ${nickname}`);
  return found;
}

/** As keys from a shop, whose maker FIDO metadata vouches for: what their attestation would have put into the rows. */
export async function vouchForMakers(address: DatabaseAddress, nicknames: readonly string[]): Promise<void> {
  const store = openStore(address);
  const vouched = { attestation_trust: 'anchored', backup_eligible: 0 } as const;
  await store.write((tx) => tx.q.updateTable('credential').set(vouched).where('nickname', 'in', nicknames).execute());
  await store.close();
}

/** As downtime that is made up for leaves an account that settles: it does so for longer. */
export async function settlesUntil(address: DatabaseAddress, email: string, until: number): Promise<void> {
  const store = await openStore(address);
  await store.write((tx) =>
    tx.q.updateTable('account').set({ settles_at: until }).where('email', '=', email).execute(),
  );
  await store.close();
}
