// Opening a session: its lifetimes by tier, what is stored of it, and the browsers that an account knows.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { TIERS } from '../../domain/tier.ts';
import type { Caller } from '../caller.ts';
import { hashToken, mintToken } from '../token.ts';
import { type OpenFor, openSession } from './open.ts';

const HOUR_MS = 3_600_000;
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

describeUseCase('opening a session', (world) => {
  const account = () => makeAccount(world.deps);
  const open = (to: OpenFor, caller: Caller = makeCaller()) =>
    world.deps.store.write((tx) => openSession(world.deps, tx, caller, to));
  const rowOf = (id: string) =>
    world.deps.store.read((tx) =>
      tx.q
        .selectFrom('session')
        .selectAll()
        .where('id', '=', id as never)
        .executeTakeFirst(),
    );
  const byPassword = (accountId: OpenFor['accountId']): OpenFor => ({
    accountId,
    tier: 'standard',
    method: 'password',
    credentialId: null,
  });

  it('stores who, from where and with what, fresh from now, and of its token a hash alone', async () => {
    const { id, keys } = await account();
    const credentialId = keys[0]?.id ?? null;
    const caller = makeCaller({ ip: '8.8.8.8', userAgent: SAFARI });
    const opened = await open({ accountId: id, tier: 'standard', method: 'key', credentialId }, caller);
    expect(await rowOf(opened.sessionId)).toMatchObject({
      token_hash: hashToken(world.deps.keyRing, 'hfs', opened.sessionToken),
      account_id: id,
      credential_id: credentialId,
      method: 'key',
      created_at: TEST_TIME,
      last_seen_at: TEST_TIME,
      ends_at: opened.endsAt,
      fresh_at: TEST_TIME,
      fresh_credential_id: credentialId,
      ip: '8.8.8.8',
      country_code: 'US',
      device: 'Safari on iPhone',
      device_kind: 'phone',
      ended_at: null,
    });
  });

  it('gives each tier its lifetimes', async () => {
    const { id } = await account();
    const lifetimes = [];
    for (const tier of TIERS) {
      const { sessionId } = await open({ ...byPassword(id), tier });
      const row = await rowOf(sessionId);
      lifetimes.push([(row?.idle_ms ?? 0) / HOUR_MS, ((row?.ends_at ?? 0) - TEST_TIME) / HOUR_MS]);
    }
    expect(lifetimes).toEqual([
      [336, 720],
      [1, 24],
      [0.25, 12],
    ]);
  });

  it('has an id and a token of its own each time', async () => {
    const { id } = await account();
    const [one, two] = [await open(byPassword(id)), await open(byPassword(id))];
    expect(one.sessionId).not.toBe(two.sessionId);
    expect(one.sessionToken).not.toBe(two.sessionToken);
  });

  it('gives a browser its cookie once, and knows it again for this account alone', async () => {
    const [mine, theirs] = [await account(), await account()];
    const first = await open(byPassword(mine.id));
    expect(first.newDevice).toBe(true);
    const caller = makeCaller({ deviceToken: first.deviceToken });
    const again = await leaves(world.deps, () => open(byPassword(mine.id), caller));
    expect(again.answer).toMatchObject({ newDevice: false, deviceToken: first.deviceToken });
    expect(again.changed).toEqual(['session']);
    expect(await open(byPassword(theirs.id), caller)).toMatchObject({
      newDevice: true,
      deviceToken: first.deviceToken,
    });
  });

  it('gives a new cookie for one that is not ours', async () => {
    const { id } = await account();
    const foreign = mintToken(world.deps, 'hfs').token;
    const opened = await open(byPassword(id), makeCaller({ deviceToken: foreign }));
    expect(opened.deviceToken).toMatch(/^hfd_/);
    expect(opened.newDevice).toBe(true);
  });
});
