// One side of a walk over HTTP: what it holds of an account, and what each of its moves needs. Refusals are part of a walk;
// a fault of the server never is.

import { expect } from 'vitest';
import type { Answer, Body, RoutedOperation } from '../../packages/contract/src/contract.ts';
import { BrowserLike } from '../support/browser-like.ts';
import type { Person } from '../support/people.ts';
import { platformKey, roamingKey } from '../support/people.ts';
import type { Proofs } from '../support/recovery-steps.ts';
import type { TestServer } from '../support/running-server.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

/** A recovery that this side began, and the browser in which it did. */
export interface BegunCase {
  readonly browser: BrowserLike;
  readonly proofs: Proofs;
  readonly keys: SoftwareAuthenticator[];
}

export interface Side {
  readonly server: TestServer;
  readonly random: (below: number) => number;
  /** The address of the account, which is its holder's. */
  readonly email: string;
  /** What its keys, addresses and channels are named after. */
  readonly name: string;
  /** From which network it comes. */
  readonly headers: Record<string, string>;
  readonly browsers: BrowserLike[];
  readonly keys: SoftwareAuthenticator[];
  /** All that it ever saw, good or not. */
  readonly recoveryKeys: string[];
  readonly cases: BegunCase[];
  /** Whether it reads what is mailed to the account. */
  readonly readsMail: boolean;
  /** Makes a key one of a known maker, by its name; null where that is not part of the walk. */
  readonly vouch: ((nickname: string) => Promise<void>) | null;
  /** Somebody else with a protected account, who does as this side asks. */
  readonly friend: Person | null;
  /** Where its channels lead. */
  readonly hookUrl: string | null;
  /** Ids of the changes that it finished with a second touch. */
  readonly finished: Set<string>;
  /** How often each of its moves was not refused. */
  readonly done: Map<string, number>;
  made: number;
}

export type SideAsked = Pick<Side, 'server' | 'random' | 'email' | 'name'> & Partial<Side>;

export const makeSide = (asked: SideAsked): Side => ({
  headers: {},
  browsers: [],
  keys: [],
  recoveryKeys: [],
  cases: [],
  readsMail: false,
  vouch: null,
  friend: null,
  hookUrl: null,
  finished: new Set(),
  done: new Map(),
  made: 0,
  ...asked,
});

export type Move = (side: Side) => Promise<unknown>;

export const pick = <T>({ random }: Pick<Side, 'random'>, list: readonly T[]): T | undefined =>
  list[random(list.length || 1)];

export const newBrowser = ({ server, headers }: Pick<Side, 'server' | 'headers'>): BrowserLike =>
  new BrowserLike(server.url, headers);

/** All of them, from one by chance. */
export function rotated<T>(side: Pick<Side, 'random'>, list: readonly T[]): readonly T[] {
  const first = side.random(list.length || 1);
  return [...list.slice(first), ...list.slice(0, first)];
}

/** Mostly the newest: with any of them alike, few moves would follow from one another. */
export const browserOf = (side: Side): BrowserLike | undefined =>
  side.random(4) > 0 ? side.browsers.at(-1) : pick(side, side.browsers);

/** A name that nothing else of the walk has: lists are sorted by it, since ids and times say nothing. */
export const nextName = (side: Side): string => `${side.name} ${++side.made}`;

export const makeKey = (side: Side): SoftwareAuthenticator =>
  side.random(3) > 0 ? roamingKey(side.server) : platformKey(side.server);

/** One that never was good, for a side that has none. */
export const NO_RECOVERY_KEY = '0000 0000 0000 0000 0000 0000 0000';

/** One try. @returns the answer, or null where it was refused */
export async function attempt<O extends RoutedOperation>(
  side: Side,
  browser: BrowserLike,
  operation: O,
  sent: { readonly body?: Body<O>; readonly params?: Record<string, string> } = {},
): Promise<Answer<O> | null> {
  const response = await browser.send(operation, sent);
  const answer = (await response.json()) as unknown;
  expect(response.status, `${operation}: ${JSON.stringify(answer)}`).toBeLessThan(500);
  if (response.status !== 200) return null;
  side.done.set(operation, (side.done.get(operation) ?? 0) + 1);
  return answer as Answer<O>;
}

/** What this key answers, whether or not the options allow it: a thief does not keep to them. */
export const answerOf = (key: SoftwareAuthenticator, options: { readonly challenge: string }) =>
  key.assert({ challenge: options.challenge });

/** One of the keys that the account lists, by chance: one that `fits`, where there is any. */
export async function listedKey(
  side: Side,
  browser: BrowserLike,
  fits: (key: Answer<'credential.list'>['credentials'][number]) => boolean = () => true,
) {
  const { credentials = [] } = (await attempt(side, browser, 'credential.list')) ?? {};
  const all = credentials.sort((one, other) => one.nickname.localeCompare(other.nickname));
  const fitting = all.filter(fits);
  return pick(side, fitting.length > 0 ? fitting : all);
}

/** One of the changes that are open, by chance. */
export async function openHold(side: Side, browser: BrowserLike) {
  const listed = await attempt(side, browser, 'hold.list');
  const open = (listed?.holds ?? []).filter(({ state }) => state === 'waiting' || state === 'ripe');
  const nameOf = (hold: (typeof open)[number]) => `${hold.kind} ${hold.startedAt} ${hold.about} ${hold.contact}`;
  return pick(
    side,
    open.sort((one, other) => nameOf(one).localeCompare(nameOf(other))),
  );
}
