// Recoveries over HTTP, as a browser goes through them.

import { allDelivered } from './all-delivered.ts';
import { BrowserLike } from './browser-like.ts';
import { type Person, platformKey, roamingKey } from './people.ts';
import type { TestServer } from './running-server.ts';
import type { SoftwareAuthenticator } from './software-authenticator.ts';

export interface Proofs {
  readonly caseSecret: string;
  readonly recoveryKey: string;
}

/** Begins one from a browser of its own, and waits until the account's mailbox has heard of it. */
export async function beginRecovery(
  server: TestServer,
  email: string,
  recoveryKeys: readonly (string | undefined)[],
  browser = new BrowserLike(server.url),
) {
  const [recoveryKey = '', otherRecoveryKey] = recoveryKeys;
  const both = otherRecoveryKey === undefined ? {} : { otherRecoveryKey };
  const begun = await browser.call('recovery.begin', { email, recoveryKey, ...both });
  await allDelivered(server);
  return { browser, begun, proofs: { caseSecret: begun.caseSecret, recoveryKey } };
}

async function addKeyInCase(
  browser: BrowserLike,
  proofs: Proofs,
  key: SoftwareAuthenticator,
  nickname = 'New key',
): Promise<void> {
  const options = await browser.call('recovery.key-options', { ...proofs, hint: 'security-key' });
  await browser.call('recovery.add-key', { ...proofs, nickname, response: key.register(options) });
}

/** Comes back with two new keys. @returns the first of them. */
export async function comeBack(
  server: TestServer,
  browser: BrowserLike,
  proofs: Proofs,
): Promise<SoftwareAuthenticator> {
  const key = roamingKey(server);
  await addKeyInCase(browser, proofs, key, 'New desk key');
  await addKeyInCase(browser, proofs, platformKey(server), 'New laptop');
  await browser.call('recovery.complete', proofs);
  return key;
}

/** What becomes of a case, as the bearer of its secret reads it. */
export const stateOfCase = async (server: TestServer, { caseSecret }: Pick<Proofs, 'caseSecret'>) =>
  (await new BrowserLike(server.url).call('recovery.read', { caseSecret })).state;

/** The token behind “This wasn’t me” in the newest mail to `email` that matches. */
export async function disownToken(server: TestServer, email: string, match: RegExp): Promise<string> {
  const mail = await server.mailTo(email, match);
  return /\/not-me#(\S+)/.exec(mail.text)?.[1] ?? '';
}

/** Accepts the one invitation that waits. @returns the contact's id. */
export async function acceptInvitation({ browser, deskKey }: Person): Promise<string> {
  const [invitation] = (await browser.call('contact.cases')).invitations;
  if (!invitation) throw new Error('an invitation waits');
  const params = { contactId: invitation.id };
  const options = await browser.call('contact.accept-options', {}, params);
  await browser.call('contact.accept', { understood: true, response: deskKey.assert(options) }, params);
  return invitation.id;
}

/** Approves the recovery with this number, in a session of the contact's. */
export async function approveCase(
  browser: BrowserLike,
  key: SoftwareAuthenticator,
  contactId: string,
  caseNumber: string,
): Promise<void> {
  const options = await browser.call('contact.approve-options', { caseNumber }, { contactId });
  const response = key.assert(options);
  await browser.call('contact.approve', { understood: true, caseNumber, response }, { contactId });
}
