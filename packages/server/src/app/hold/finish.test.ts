// The second touch: another trusted key, over exactly this change, once; a receipt of it is kept.

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type MadeAccount, type MadeKey, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { BEGINNER_MS, DELETION_MS, HOLD_MS } from '../../domain/hold/hold.ts';
import type { HoldId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { deleteAccount } from '../account/delete.ts';
import { leaveProtection } from '../protection/change.ts';
import { workDueHolds } from './announce.ts';
import { finishHold, finishOptions } from './finish.ts';
import { vetoHold } from './veto.ts';

const READY = TEST_TIME + HOLD_MS;

describeUseCase('the second touch', (world) => {
  const leaving = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { hold } = factsOf(await leaveProtection(world.deps, await signIn(world.deps, account)));
    if (!hold) throw new Error('it waits');
    return { account, hold };
  };
  const keyOf = (account: MadeAccount, index: number): MadeKey => {
    const key = account.keys[index];
    if (!key) throw new Error('there is such a key');
    return key;
  };
  const touch = async (account: MadeAccount, holdId: HoldId, index: number, now = READY, with_ = index) => {
    const caller = await signIn(world.deps, account, { with: keyOf(account, with_), now });
    const { challenge } = factsOf(await finishOptions(world.deps, caller, { holdId }));
    // Whatever was offered: a key answers that was not asked.
    const response = keyOf(account, index).authenticator.assert({ challenge });
    return leaves(world.deps, () => finishHold(world.deps, caller, { holdId, response }));
  };
  const tierOf = async (account: MadeAccount) =>
    (await world.deps.store.read((tx) => loadAccount(tx, account.id)))?.tier;

  it('by another trusted key makes the change, on record and told', async () => {
    const { account, hold } = await leaving();
    await workDueHolds(world.deps, READY);
    const left = await touch(account, hold.id, 1);
    expect(left.answer).toEqual(allow({}));
    expect(await tierOf(account)).toBe('standard');
    expect(left.events).toMatchObject([
      { operation: 'hold.finish', subject: 'protection.leave', key_name: 'Blue key' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: hold.finish done`]);
  });

  it('is refused before the wait is over, and by the key that began it, until a week has passed', async () => {
    const { account, hold } = await leaving();
    const early = await touch(account, hold.id, 1, READY - 1);
    expect(early.answer).toEqual(refuse({ tag: 'hold-waits', until: READY }));
    const second = await leaving();
    const own = await touch(second.account, second.hold.id, 0);
    expect(own.answer).toEqual(refuse({ tag: 'second-touch-needed', from: TEST_TIME + BEGINNER_MS }));
    expect(await tierOf(second.account)).toBe('advanced');
    const late = await touch(second.account, second.hold.id, 0, TEST_TIME + BEGINNER_MS);
    expect(late.answer).toEqual(allow({}));
  });

  it('by the key that began it never does, where another was used meanwhile', async () => {
    const { account, hold } = await leaving();
    const other = keyOf(account, 1);
    await world.deps.store.write((tx) =>
      tx.q
        .updateTable('credential')
        .set({ last_used_at: TEST_TIME + 1 })
        .where('id', '=', other.id)
        .execute(),
    );
    const late = await touch(account, hold.id, 0, TEST_TIME + BEGINNER_MS);
    expect(late.answer).toEqual(refuse({ tag: 'second-touch-needed', from: null }));
  });

  it('is asked of the keys that may finish the change, and of no other', async () => {
    const { account, hold } = await leaving();
    const [beginner, other] = account.keys.map(({ externalId }) => externalId);
    const offered = async (now: number) => {
      const caller = await signIn(world.deps, account, { now });
      const { allowCredentials } = factsOf(await finishOptions(world.deps, caller, { holdId: hold.id }));
      return allowCredentials?.map(({ id }) => id);
    };
    expect(await offered(READY)).toEqual([other]);
    expect(await offered(TEST_TIME + BEGINNER_MS)).toEqual([beginner, other]);
    // None may yet: the refusal says so.
    expect(await offered(READY - 1)).toEqual([beginner, other]);
  });

  it('of another change, or an answer to something else, finishes nothing', async () => {
    const [one, two] = [await leaving(), await leaving()];
    const caller = await signIn(world.deps, one.account, { with: keyOf(one.account, 1), now: READY });
    const foreign = await finishHold(world.deps, caller, { holdId: two.hold.id });
    expect(foreign).toEqual(refuse({ tag: 'not-found' }));
    const options = factsOf(await finishOptions(world.deps, caller, { holdId: one.hold.id }));
    const cut = Buffer.from(options.challenge, 'base64url').subarray(0, 39).toString('base64url');
    const response = keyOf(one.account, 1).authenticator.assert({ ...options, challenge: cut });
    expect(await finishHold(world.deps, caller, { holdId: one.hold.id, response })).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'challenge-unknown' }),
    );
    expect(await finishHold(world.deps, caller, { holdId: one.hold.id })).toEqual(
      refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null }),
    );
    expect(await tierOf(one.account)).toBe('advanced');
  });

  it('works once, and not after the change was stopped', async () => {
    const { account, hold } = await leaving();
    await vetoHold(world.deps, await signIn(world.deps, account), { holdId: hold.id });
    const caller = await signIn(world.deps, account, { with: keyOf(account, 1), now: READY });
    expect(await finishOptions(world.deps, caller, { holdId: hold.id })).toEqual(refuse({ tag: 'not-found' }));
    expect(await finishHold(world.deps, caller, { holdId: hold.id })).toEqual(refuse({ tag: 'not-found' }));
  });

  it('waits for a clock that is in doubt', async () => {
    const { account, hold } = await leaving();
    const caller = await signIn(world.deps, account, { with: keyOf(account, 1), now: READY });
    await eachDoubt(world.deps, async (deps) => {
      const options = factsOf(await finishOptions(deps, caller, { holdId: hold.id }));
      const response = keyOf(account, 1).authenticator.assert(options);
      expect(await finishHold(deps, caller, { holdId: hold.id, response })).toEqual(refuse({ tag: 'clock-doubted' }));
    });
    expect(await tierOf(account)).toBe('advanced');
  });

  it('leaves a receipt: the challenge ends in the hash of exactly what was confirmed', async () => {
    const { account, hold } = await leaving();
    await touch(account, hold.id, 1);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('hold').select('receipt').where('id', '=', hold.id).executeTakeFirst(),
    );
    const { details, clientDataJSON } = JSON.parse(row?.receipt ?? '');
    expect(details).toMatchObject({
      type: 'holdfast_change',
      version: 1,
      account: account.id,
      change: 'protection.leave',
      hold: hold.id,
    });
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    const hash = createHash('sha256')
      .update(JSON.stringify(details, Object.keys(details).sort()))
      .digest();
    expect(Buffer.from(challenge, 'base64url').subarray(-32)).toEqual(hash);
  });

  it('of a deletion ends the account at the next turn of the clockwork', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { hold } = factsOf(await deleteAccount(world.deps, await signIn(world.deps, account)));
    if (!hold) throw new Error('it waits');
    const now = TEST_TIME + DELETION_MS;
    expect((await touch(account, hold.id, 1, now)).answer).toEqual(allow({}));
    expect(await tierOf(account)).toBe('advanced');
    await workDueHolds(world.deps, now);
    expect(await tierOf(account)).toBeUndefined();
  });

  it('of a standard account is its password and second factor, proved after the wait', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    const { hold } = factsOf(await deleteAccount(world.deps, await signIn(world.deps, account)));
    if (!hold) throw new Error('it waits');
    const now = TEST_TIME + DELETION_MS;
    const stale = await signIn(world.deps, account, { now: now - 1 });
    expect(await finishHold(world.deps, { ...stale, now }, { holdId: hold.id })).toEqual(
      refuse({ tag: 'step-up-required', ageSecondsMax: 300 }),
    );
    const fresh = await signIn(world.deps, account, { now });
    expect(await finishHold(world.deps, fresh, { holdId: hold.id })).toEqual(allow({}));
  });
});
