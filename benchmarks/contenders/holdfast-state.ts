// What the operations on Holdfast share: whose accounts they use, and how a browser asks.

import { type Connection, expectStatus } from '../load/connection.ts';
import type { MailSink } from '../load/mail-sink.ts';
import type { Receivers } from '../load/receivers.ts';
import type { SigningKey } from '../load/signing-key.ts';
import { sessionTokenOf } from './holdfast-population.ts';

export interface State {
  readonly origin: string;
  readonly key: SigningKey;
  readonly accounts: number;
  /** How many of them the load uses. */
  readonly active: number;
  /** The mail server that alerts go to; null where they go into development's mailbox. */
  readonly mail: MailSink | null;
  /** What webhooks lead to, where there are any. */
  readonly receivers: Receivers | null;
  /** Accounts that have added theirs. */
  readonly withWebhooks: Set<number>;
}

export const API = '/api/v1';
export const CLIENTS_MAX = 32;
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

export const headersOf = (origin: string): string =>
  `Origin: ${origin}\r\nSec-Fetch-Site: same-origin\r\nUser-Agent: ${CHROME}\r\n`;

/** How many accounts are in use. They are spread evenly over all that there are. */
export const ACTIVE = 1000;

/** An active account of the client's own: two clients never meet in one account. `tier`: 0 standard, 1 advanced. */
export function pick({ accounts, active }: State, client: number, tier: 0 | 1): number {
  const share = Math.floor(active / (2 * CLIENTS_MAX));
  const place = client + CLIENTS_MAX * Math.floor(Math.random() * share);
  return 2 * place * Math.floor(accounts / active) + tier;
}

/** The account's session, in its browser. */
export const signedInHeaders = (origin: string, number: number): string =>
  `${headersOf(origin)}Cookie: holdfast=${sessionTokenOf(number)}\r\n`;

/** The holder gives the account another name. On a standard account nobody is alerted: it leaves one event, and no more. */
export async function rename(connection: Connection, { origin }: State, number: number): Promise<void> {
  const displayName = `Mara ${Math.floor(Math.random() * 1e9)}`;
  const answer = await connection.put(`${API}/account/display-name`, signedInHeaders(origin, number), { displayName });
  expectStatus(answer);
}
