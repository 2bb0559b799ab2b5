// What “This wasn’t me” does: what its alert is about, and never more than takes access away (product.md §6). A bot that
// presses the link of each alert must not keep the holder out: so a link acts once a day on a key, and on none that was
// vouched for, and never takes the last trusted way in along.

import type { Account } from '../account/account.ts';
import { authority, authorityOf, type DisownSubject, type Operation } from '../authority.ts';
import { type Contact, countsIn } from '../contact/contact.ts';
import type { Credential } from '../credential/credential.ts';
import { linkSuspends } from '../credential/decide-suspension.ts';
import { hasTrustedWay, isConfirmed, isSuspended, trustedKeys } from '../credential/key-stage.ts';
import type { CredentialId } from '../id.ts';
import { isYoung } from './young.ts';

/**
 * What the button of an alert is about. A try that was refused to somebody who was not signed in is about nothing that could
 * be shut out, and neither is an operation of a newer server.
 */
export function disownSubjectOf({ operation, outcome, session_id }: AlertedEvent): DisownSubject {
  if (outcome === 'refused' && session_id === null) return 'nothing';
  return Object.hasOwn(authority, operation) ? authorityOf(operation as Operation).disown : 'nothing';
}

interface AlertedEvent {
  readonly operation: string;
  readonly outcome: 'done' | 'refused';
  readonly session_id: unknown;
}

/** The key that an alert's button is about: the one that was added, or the one that acted. */
export function keyOf(
  account: Account,
  subject: DisownSubject,
  event: { readonly addedKey: CredentialId | null; readonly actingKey: CredentialId | null },
): Credential | null {
  const id = subject === 'added-key' ? event.addedKey : subject === 'key' ? event.actingKey : null;
  return account.credentials.find((key) => key.id === id) ?? null;
}

/**
 * The keys that a completed recovery registered, as far as they are still the account's. Nothing older is left to come in with,
 * so none of them is suspended: what they opened ends, and of those that were vouched for not even that.
 */
export const recoveredKeys = (account: Account, completedAt: number, now: number): readonly Credential[] =>
  account.credentials.filter(
    (key) => key.origin === 'recovery' && key.createdAt <= completedAt && !isConfirmed(key, now),
  );

/**
 * - suspend: the key does nothing any more, and what it had opened ends.
 * - already: it was suspended before.
 * - end-sessions: it is the last trusted way in, so only what it had opened ends.
 * - spare: another trusted key, or a recovery key, vouched for it within the last 30 days.
 */
export type DisownedKey = 'suspend' | 'already' | 'end-sessions' | 'spare';

/** Where the alert is about a password or an app, neither is a way in that would be left. */
export function decideDisownedKey(account: Account, subject: DisownSubject, key: Credential, now: number): DisownedKey {
  if (isSuspended(key)) return 'already';
  if (isConfirmed(key, now)) return 'spare';
  const judged = subject === 'factor' ? { ...account, frozenAt: now } : account;
  return linkSuspends(judged, key, now) ? 'suspend' : 'end-sessions';
}

/** A password that was disowned opens nothing any more until a trusted key returns, where the account has one. */
export const freezesFactors = (account: Account, now: number): boolean =>
  account.tier === 'standard' && trustedKeys(account, now).length > 0;

/**
 * Does the button end the contact that its alert tells of? As long as it does not count yet: from then on it is a requirement of
 * every recovery, and whoever reads the mailbox must not loosen that (product.md §3: slow).
 * @param addedAt when it was invited or accepted, whichever the alert tells
 */
export const linkEndsContact = (
  account: Account,
  contact: Pick<Contact, 'acceptedAt' | 'leastWaitHours'>,
  addedAt: number,
  now: number,
): boolean => isYoung(addedAt, now) && !countsIn(contact, now) && hasTrustedWay(account, now);
