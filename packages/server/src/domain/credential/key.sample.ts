// Keys of every stage, for tests that enumerate: what each is, and what product.md §3 lets it do, written down by hand.

import { NOW, type SortName, sampleKey } from '../account/account.sample.ts';
import type { Credential, Suspension } from './credential.ts';
import type { KeyStage, Rights } from './key-stage.ts';

const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;

export const SUSPENDER = sampleKey('roaming, anchored', 90).id;

/** Every way to be suspended, an hour ago. */
export const SUSPENSIONS: readonly Suspension[] = [
  { by: 'key', credentialId: SUSPENDER, at: NOW - HOUR },
  { by: 'factor', at: NOW - HOUR },
  { by: 'link', at: NOW - HOUR },
];

/** What a key is, by its age and how it came to be trusted. */
export const AGES = {
  'added a moment ago': { createdAt: NOW, trustedAt: NOW + 14 * DAY },
  'a moment short of a day old': { createdAt: NOW - DAY + 1, trustedAt: NOW + 13 * DAY + 1 },
  'a day old': { createdAt: NOW - DAY, trustedAt: NOW + 13 * DAY },
  'a moment short of fourteen days old': { createdAt: NOW - 14 * DAY + 1, trustedAt: NOW + 1 },
  'fourteen days old': { createdAt: NOW - 14 * DAY, trustedAt: NOW },
  'added a moment ago and trusted at once': { createdAt: NOW, trustedAt: NOW },
} as const satisfies Record<string, Pick<Credential, 'createdAt' | 'trustedAt'>>;
export type Age = keyof typeof AGES;
export const AGE_NAMES = Object.keys(AGES) as Age[];

/** Written down by hand: the stage of a key of that age that is not suspended. */
export const STAGE_OF: Readonly<Record<Age, Exclude<KeyStage, 'suspended'>>> = {
  'added a moment ago': 'first-day',
  'a moment short of a day old': 'first-day',
  'a day old': 'new',
  'a moment short of fourteen days old': 'new',
  'fourteen days old': 'trusted',
  'added a moment ago and trusted at once': 'trusted',
};

export const RIGHTS: readonly Rights[] = ['any', 'day', 'trusted'];
/** Written down by hand: which rights a key of a stage has. */
export const RIGHTS_OF: Readonly<Record<KeyStage, readonly Rights[]>> = {
  'first-day': ['any'],
  new: ['any', 'day'],
  trusted: ['any', 'day', 'trusted'],
  suspended: [],
};

export const keyOf = (age: Age, nth = 1, change: Partial<Credential> = {}, sort: SortName = 'roaming, anchored') =>
  sampleKey(sort, nth, { ...AGES[age], ...change });
export const TRUSTED: Age = 'fourteen days old';
export const IS_TRUSTED = (age: Age): boolean => STAGE_OF[age] === 'trusted';
