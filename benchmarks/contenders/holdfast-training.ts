// The training ledger under load: a pipeline asks about a million items, and checks every answer and every receipt.

import { hash } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Scenario } from '../contender.ts';
import { jsonOf } from '../load/connection.ts';
import { accountIdOf, BEGIN_MS, exclusionsOf, PROGRAM_ID, PROGRAM_TOKEN } from './holdfast-population.ts';
import { API, type State } from './holdfast-state.ts';

/** The most that the door takes at once. */
const ITEMS = 5000;
const ALL_ITEMS = 1_000_000;
/** One item in so many is of an account that is not there. */
const FOREIGN = 100;
/** Content was made at any time of so long, which begins before the first exclusion and ends after the last change. */
const SPAN_MS = 600 * 24 * 60 * 60 * 1000;

interface Batch {
  readonly items: readonly { readonly id: string; readonly accountId: string; readonly madeAt: number }[];
  readonly expected: readonly { readonly id: string; readonly excluded: boolean }[];
}

interface Answered {
  readonly answers: readonly { readonly id: string; readonly excluded: boolean; readonly commitment: string }[];
  readonly receipt: string;
}

/** The ledger's rule again, from its words: at the time, or now. */
const isExcluded = (number: number, madeAt: number): boolean =>
  exclusionsOf(number).some(({ from_at, until_at }) => until_at === null || (from_at <= madeAt && madeAt < until_at));

function makeBatch({ accounts }: State): Batch {
  const made = Array.from({ length: ITEMS }, (_none, place) => {
    const id = `conversation ${place}`;
    const isForeign = Math.floor(Math.random() * FOREIGN) === 0;
    const number = Math.floor(Math.random() * accounts) + (isForeign ? accounts : 0);
    const madeAt = BEGIN_MS + Math.floor(Math.random() * SPAN_MS);
    const item = { id, accountId: accountIdOf(number), madeAt };
    return { item, answer: { id, excluded: isForeign || isExcluded(number, madeAt) } };
  });
  return { items: made.map(({ item }) => item), expected: made.map(({ answer }) => answer) };
}

export const trainingBatch: Scenario<State> = {
  name: 'training batch',
  concurrency: 1,
  itemsEach: ITEMS,
  times: ALL_ITEMS / ITEMS,
  prepare: (state) => {
    const headers = `Authorization: Bearer ${PROGRAM_TOKEN}\r\n`;
    let keys: ReturnType<typeof createLocalJWKSet> | null = null;
    let next = makeBatch(state);
    return async (connection) => {
      keys ??= createLocalJWKSet(jsonOf<JSONWebKeySet>(await connection.get(`${API}/training/keys`)));
      const { items, expected } = next;
      const answering = connection.post(`${API}/training/ask`, headers, { items });
      // A pipeline prepares its next question meanwhile.
      next = makeBatch(state);
      const { answers, receipt } = jsonOf<Answered>(await answering);
      const told = answers.map(({ id, excluded }) => ({ id, excluded }));
      if (JSON.stringify(told) !== JSON.stringify(expected)) throw new Error('the ledger answered wrongly');
      const { payload } = await jwtVerify(receipt, keys, { issuer: state.origin, audience: PROGRAM_ID });
      const digest = hash('sha256', JSON.stringify(answers), 'base64url');
      if (payload.count !== ITEMS || payload.answers !== digest) throw new Error('the receipt is of other answers');
    };
  },
};
