// Counting attempts: within the limit they pass, beyond it they wait, and the table tells nobody whom it counts.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { contentsOf, describeUseCase } from '../../../../test/support/use-case.ts';
import { LIMITS, type LimitName } from '../domain/throttle/throttle.ts';
import { forgive, throttle } from './throttle.ts';

describeUseCase('attempts', (world) => {
  const attempt = (limit: LimitName, parts: string[], now = TEST_TIME) =>
    world.deps.store.write((tx) => throttle(world.deps, tx, limit, parts, now));
  const exhaust = async (limit: LimitName, parts: string[]) => {
    for (let count = 0; count < LIMITS[limit].points; count++) expect(await attempt(limit, parts)).toBeNull();
  };

  it('are let through up to the limit, then told how long to wait', async () => {
    await exhaust('mail.address', ['a']);
    expect(await attempt('mail.address', ['a'])).toEqual({ tag: 'throttled', retryAfterSeconds: 3600 });
    expect(await attempt('mail.address', ['a'], TEST_TIME + 3_599_001)).toMatchObject({ retryAfterSeconds: 1 });
  });

  it('are let through again when the window is over', async () => {
    await exhaust('mail.address', ['b']);
    expect(await attempt('mail.address', ['b'], TEST_TIME + 3_600_000)).toBeNull();
  });

  it('of one do not count for another, nor under another limit', async () => {
    await exhaust('sign-in.account', ['c', 'net']);
    expect(await attempt('sign-in.account', ['c', 'net'])).not.toBeNull();
    expect(await attempt('sign-in.account', ['c', 'other net'])).toBeNull();
    expect(await attempt('sign-in.account', ['other', 'net'])).toBeNull();
    expect(await attempt('mail.network', ['c', 'net'])).toBeNull();
  });

  it('are kept apart however their parts are divided', async () => {
    await exhaust('mail.address', ['d', 'e']);
    expect(await attempt('mail.address', ['de'])).toBeNull();
    expect(await attempt('mail.address', ['d e'])).toBeNull();
  });

  it('are forgotten when they turn out to be the holder’s own', async () => {
    await exhaust('sign-in.account', ['f', 'net']);
    await world.deps.store.write((tx) => forgive(world.deps, tx, 'sign-in.account', ['f', 'net']));
    expect(await attempt('sign-in.account', ['f', 'net'])).toBeNull();
  });

  it('are counted under a hash that shows neither address nor network', async () => {
    await attempt('sign-in.account', ['ada@example.com', '203.0.113.9']);
    const { throttle: rows } = await contentsOf(world.deps.store);
    expect(JSON.stringify(rows)).not.toMatch(/ada|203\.0/);
    expect(rows.length).toBeGreaterThan(0);
  });
});
