import { expect, it } from 'vitest';
import { NOW, sampleKey } from '../account/account.sample.ts';
import { isBehind } from './behind.ts';
import { APART_MS_MAX } from './moved.ts';

it('A clock is behind an account whose keys were added or used more than a minute later', () => {
  const at = NOW - APART_MS_MAX;
  const added = sampleKey('roaming', 1, { createdAt: NOW });
  const used = sampleKey('roaming', 1, { createdAt: 0, lastUsedAt: NOW });
  for (const key of [added, used]) {
    expect([isBehind({ credentials: [key] }, at), isBehind({ credentials: [key] }, at - 1)]).toEqual([false, true]);
  }
  expect(isBehind({ credentials: [] }, 0)).toBe(false);
});
