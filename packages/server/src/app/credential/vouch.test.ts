// Vouching for a key: another trusted key brings it back, or says that it is its holder's, and no link touches it for a month.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { beginHold, keyAt, keyNow, openHolds, suspend } from '../../../../../test/support/keys.ts';
import { byHolder, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { bringBackKey, confirmKey } from './vouch.ts';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;
const SPARE = { ...ROAMING, nickname: 'Spare' };

describeUseCaseOnBoth('vouching for a key', (world) => {
  const three = async (spare: object = {}) => {
    const keys = [BUILT_IN, ROAMING, { ...SPARE, ...spare }];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys });
    return { account, key: keyAt(account, 2), caller: await signIn(world.deps, account) };
  };

  it('brings back a key that anybody suspended, tells and confirms it, and leaves its age alone', async () => {
    for (const by of ['key', 'factor', 'link'] as const) {
      const { account, key, caller } = await three({ trustedAt: TEST_TIME + 1 });
      const credentialId = keyAt(account, 1).id;
      await suspend(world.deps, account, key, by === 'key' ? { by, credentialId, at: 1 } : { by, at: 1 });
      const left = await leaves(world.deps, () => bringBackKey(world.deps, caller, { credentialId: key.id }));
      expect(factsOf(left.answer).credential).toMatchObject({ stage: 'new', confirmedUntil: TEST_TIME + MONTH_MS });
      const back = await keyNow(world.deps, account, key);
      expect(back).toMatchObject({ suspension: null, confirmedUntil: TEST_TIME + MONTH_MS, trustedAt: TEST_TIME + 1 });
      // Its holder is at work: nobody is suspended in its place.
      expect(await keyNow(world.deps, account, keyAt(account, 1))).toMatchObject({ suspension: null });
      expect(left.events).toMatchObject([
        { ...byHolder(caller), operation: 'credential.bring-back', subject: 'Spare' },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.bring-back done`]);
      expect(left.changed).toEqual(['audit_event', 'credential', 'outbox']);
    }
  });

  it('stops the ending of the key that it brings back, by however many proofs that was begun', async () => {
    for (const proofs of [1, 2] as const) {
      const { account, key, caller } = await three();
      await suspend(world.deps, account, key, { by: 'link', at: 1 });
      const about = { proofs, with: keyAt(account, 1) };
      await beginHold(world.deps, account, { kind: 'credential.remove', credentialId: key.id, ...about });
      await beginHold(world.deps, account, { kind: 'protection.leave', ...about });
      factsOf(await bringBackKey(world.deps, caller, { credentialId: key.id }));
      expect(await openHolds(world.deps, account)).toEqual(['protection.leave']);
    }
  });

  it('says that a new key is its holder’s, which is told and makes it nothing more', async () => {
    const { account, key, caller } = await three({ trustedAt: TEST_TIME + 1 });
    const left = await leaves(world.deps, () => confirmKey(world.deps, caller, { credentialId: key.id }));
    expect(factsOf(left.answer).credential).toMatchObject({ asksWhose: false, stage: 'new' });
    const confirmed = await keyNow(world.deps, account, key);
    expect(confirmed).toMatchObject({ confirmedUntil: TEST_TIME + MONTH_MS, trustedAt: TEST_TIME + 1 });
    expect(left.events).toMatchObject([
      { operation: 'credential.confirm', subject: 'Spare', effective_at: TEST_TIME + MONTH_MS },
    ]);
    expect(left.alerts).toEqual([`${account.email}: credential.confirm done`]);
  });

  it('is refused to the key itself, and to a new key', async () => {
    const { account, key } = await three({ trustedAt: TEST_TIME + 1 });
    const thief = await signIn(world.deps, account, { with: key });
    const first = keyAt(account, 0);
    const early = refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 });
    expect(await confirmKey(world.deps, thief, { credentialId: first.id })).toEqual(early);
    await suspend(world.deps, account, keyAt(account, 1), { by: 'link', at: 1 });
    expect(await bringBackKey(world.deps, thief, { credentialId: keyAt(account, 1).id })).toEqual(early);
    const later = { ...thief, now: TEST_TIME + 1 };
    expect(await confirmKey(world.deps, later, { credentialId: key.id })).toEqual(refuse({ tag: 'same-key' }));
    expect((await confirmKey(world.deps, later, { credentialId: first.id })).allowed).toBe(true);
  });

  it('of a key that is not suspended brings nothing back, and of a suspended one says nothing', async () => {
    const { account, key, caller } = await three();
    const input = { credentialId: key.id };
    expect(await bringBackKey(world.deps, caller, input)).toEqual(refuse({ tag: 'not-found' }));
    await suspend(world.deps, account, key, { by: 'link', at: 1 });
    expect(await confirmKey(world.deps, caller, input)).toEqual(refuse({ tag: 'not-found' }));
  });
});
