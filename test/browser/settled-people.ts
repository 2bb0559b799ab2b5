// Visitors who already have an account: made by the same doors as everybody's, with the keys of their own browser.

import type { Body } from '../../packages/contract/src/contract.ts';
import type { BrowserLike } from '../support/browser-like.ts';
import { confirmedSignUp, personWithPassword, type Reachable } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';
import type { Visitor } from './visitor.ts';

type Attestation = Body<'credential.add'>['response'];
type Assertion = Body<'sign-in.key'>['response'];

/** A page of the site without scripts of its own, where keys answer. */
const BARE_PAGE = '/.well-known/passkey-endpoints';

/** A ceremony in the visitor's browser, with the key that is held. `options` as the server gave them. */
function register({ page }: Visitor, options: unknown): Promise<Attestation> {
  return page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as PublicKeyCredentialCreationOptionsJSON);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return { ...made.toJSON(), clientExtensionResults: {} };
  }, options) as Promise<Attestation>;
}

function assert({ page }: Visitor, options: unknown): Promise<Assertion> {
  return page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as PublicKeyCredentialRequestOptionsJSON);
    const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return { ...given.toJSON(), clientExtensionResults: {} };
  }, options) as Promise<Assertion>;
}

/** What was signed in over HTTP is signed in in the visitor's browser too. */
async function takeOver({ context }: Visitor, { url }: Reachable, browser: BrowserLike): Promise<void> {
  await context.addCookies([...browser.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true })));
}

async function signUpWithKey(
  visitor: Visitor,
  server: Reachable,
  email: string,
  displayName = 'Mara Lindqvist',
): Promise<BrowserLike> {
  const browser = await confirmedSignUp(server, email);
  await visitor.page.goto(BARE_PAGE);
  await visitor.hold(visitor.deskKey);
  const response = await register(visitor, await browser.call('sign-up.key-options', { displayName }));
  await browser.call('sign-up.complete', { with: 'key', displayName, nickname: 'Desk key', response });
  return browser;
}

/** Signed in to a standard account that the visitor's desk key opens. */
export async function settleWithKey(visitor: Visitor, server: TestServer, email: string): Promise<void> {
  await takeOver(visitor, server, await signUpWithKey(visitor, server, email));
}

/** Signed in to an account with a password and an authenticator app, whose secret it answers with. */
export async function settleWithPassword(visitor: Visitor, server: TestServer, email: string): Promise<string> {
  const { browser, totpSecret } = await personWithPassword(server, email);
  await takeOver(visitor, server, browser);
  return totpSecret;
}

/**
 * Signed in to a protected account that both of the visitor's keys open. The desk key is held.
 * @returns the two recovery keys, the first of them proved.
 */
export async function settleProtected(
  visitor: Visitor,
  server: Reachable,
  email: string,
  name?: string,
): Promise<readonly string[]> {
  const browser = await signUpWithKey(visitor, server, email, name);
  await browser.call('enrolment.begin', {});
  await addKey(visitor, browser, 'laptop', 'Laptop');
  return enrol(visitor, server, browser, 72);
}

/** The same, confirmed by a key that nobody had trusted before: so protection settles for three days. */
export async function settleUnconfirmed(
  visitor: Visitor,
  server: TestServer,
  email: string,
): Promise<readonly string[]> {
  const { browser } = await personWithPassword(server, email);
  await visitor.page.goto(BARE_PAGE);
  await browser.call('enrolment.begin', {});
  await addKey(visitor, browser, 'laptop', 'Laptop');
  await addKey(visitor, browser, 'deskKey', 'Desk key');
  return enrol(visitor, server, browser, 168);
}

async function addKey(
  visitor: Visitor,
  browser: BrowserLike,
  which: 'laptop' | 'deskKey',
  nickname: string,
): Promise<void> {
  await visitor.hold(visitor[which]);
  const hint = which === 'laptop' ? 'client-device' : 'security-key';
  const response = await register(visitor, await browser.call('credential.add-options', { hint }));
  await browser.call('credential.add', { nickname, response });
}

/** From two keys to protection, confirmed by the desk key. */
async function enrol(visitor: Visitor, server: Reachable, browser: BrowserLike, waitHours: 72 | 168) {
  const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
  await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours });
  await visitor.hold(visitor.deskKey);
  const touch = await assert(visitor, await browser.call('enrolment.commit-options', {}));
  await browser.call('enrolment.commit', { understood: true, floor: 'advanced', response: touch });
  await takeOver(visitor, server, browser);
  return recoveryKeys;
}

/** Another sign-in with the key that is held, over HTTP, in the visitor's own browser. */
export async function signInQuietly(visitor: Visitor, server: TestServer, browser: BrowserLike): Promise<void> {
  await visitor.page.goto(BARE_PAGE);
  const response = await assert(visitor, await browser.call('sign-in.key-options', {}));
  await browser.call('sign-in.key', { response });
  await takeOver(visitor, server, browser);
}
