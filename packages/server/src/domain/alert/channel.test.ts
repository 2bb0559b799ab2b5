import { expect, it } from 'vitest';
import { alertRank, CARRIES_ACTING_LINK, type OutboxChannel, RANKS } from './channel.ts';

it('an alert carries the link that acts where a person reads it, and never on a webhook', () => {
  const carrying = (Object.keys(CARRIES_ACTING_LINK) as OutboxChannel[]).filter((kind) => CARRIES_ACTING_LINK[kind]);
  expect(carrying.toSorted()).toEqual(['mail', 'push']);
  expect(CARRIES_ACTING_LINK).toHaveProperty('webhook', false);
});

it('a protected holder’s alert has the first rank, and another’s the one after it', () => {
  expect([true, false].map((protectedAccount) => alertRank({ protectedAccount }))).toEqual(RANKS.slice(0, 2));
  expect(RANKS).toEqual(RANKS.toSorted());
});
