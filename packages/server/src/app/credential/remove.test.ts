// Removing a key: it is shut out at once, with its sessions and proofs, and goes after a wait; the floor stays.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accountNow, beginHold, keyAt, keyNow, openHolds } from '../../../../../test/support/keys.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { makeId } from '../../domain/id.ts';
import { findSession, rotateSession } from '../../storage/session.ts';
import { workDueHolds } from '../hold/announce.ts';
import { giveRecoveryKey } from '../step-up/second-proof.ts';
import { removeCredential } from './remove.ts';

const SPARE = { ...ROAMING, nickname: 'Spare' };

describeUseCase('removing a key', (world) => {
  const threeKeys = async (tier: 'standard' | 'advanced', spare: object = SPARE) => {
    const account = await makeAccount(world.deps, { tier, keys: [BUILT_IN, ROAMING, { ...SPARE, ...spare }] });
    return { account, gone: keyAt(account, 2), caller: await signIn(world.deps, account) };
  };
  const find = (id: Parameters<typeof findSession>[1]) => world.deps.store.read((tx) => findSession(tx, id));

  it.each(['standard', 'advanced'] as const)(
    'of a %s account shuts it out at once with what it opened, is on record and told, and waits',
    async (tier) => {
      const { account, gone, caller } = await threeKeys(tier);
      const opened = await signIn(world.deps, account, { with: gone });
      const left = await leaves(world.deps, () => removeCredential(world.deps, caller, { credentialId: gone.id }));
      const { sessionsEnded, hold } = factsOf(left.answer);
      expect(sessionsEnded).toBe(1);
      expect(hold).toMatchObject({
        kind: 'credential.remove',
        ripensAt: TEST_TIME + HOLD_MS,
        proofs: 1,
        about: 'Spare',
      });
      expect(await find(opened.session.id)).toBeNull();
      expect(await find(caller.session.id)).not.toBeNull();
      expect(await keyNow(world.deps, account, gone)).toMatchObject({ suspension: { by: 'key', at: TEST_TIME } });
      expect(left.events).toMatchObject([
        {
          ...byHolder(caller),
          operation: 'credential.remove',
          outcome: 'done',
          subject: 'Spare',
          credential_id: gone.id,
          key_name: 'This laptop',
          effective_at: TEST_TIME + HOLD_MS,
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.remove done`]);
      expect(left.changed).toEqual(['audit_event', 'credential', 'hold', 'outbox', 'session']);
    },
  );

  it('that one proof began never happens by itself; with two it does, after the wait', async () => {
    for (const proofs of [1, 2]) {
      const { account, gone, caller } = await threeKeys('advanced');
      const recoveryKey = account.recoveryKeys[0] ?? '';
      if (proofs === 2) factsOf(await giveRecoveryKey(world.deps, caller, { recoveryKey }));
      factsOf(await removeCredential(world.deps, caller, { credentialId: gone.id }));
      for (const [now, keys] of [
        [TEST_TIME + HOLD_MS - 1, 3],
        [TEST_TIME + HOLD_MS, proofs === 2 ? 2 : 3],
        [TEST_TIME + 30 * HOLD_MS, proofs === 2 ? 2 : 3],
      ] as const) {
        await workDueHolds(world.deps, now);
        expect((await accountNow(world.deps, account)).credentials).toHaveLength(keys);
      }
    }
  });

  it('takes back the presence that it proved elsewhere', async () => {
    const { gone, caller } = await threeKeys('advanced');
    const change = { tokenHash: 'rotated', freshAt: TEST_TIME, freshCredentialId: gone.id };
    await world.deps.store.write((tx) => rotateSession(tx, caller.session.id, change));
    expect((await removeCredential(world.deps, caller, { credentialId: gone.id })).allowed).toBe(true);
    expect(await find(caller.session.id)).toMatchObject({ fresh_at: 0, fresh_credential_id: null });
  });

  it('by itself begins its own ending, and stops whatever else it alone had begun', async () => {
    const { account, gone } = await threeKeys('advanced');
    await beginHold(world.deps, account, { kind: 'protection.leave', proofs: 1, with: gone });
    const own = await signIn(world.deps, account, { with: gone });
    expect((await removeCredential(world.deps, own, { credentialId: gone.id })).allowed).toBe(true);
    expect(await openHolds(world.deps, account)).toEqual(['credential.remove']);
    expect(await find(own.session.id)).toBeNull();
  });

  it.each([
    ['standard', [ROAMING], ['way-in'], 0],
    ['advanced', [BUILT_IN, ROAMING], ['two-keys'], 1],
  ] as const)(
    'of a %s account that would then lack something is refused and on record',
    async (tier, keys, unmet, told) => {
      const account = await makeAccount(world.deps, { tier, keys });
      const caller = await signIn(world.deps, account);
      const input = { credentialId: keyAt(account, 0).id };
      const left = await leaves(world.deps, () => removeCredential(world.deps, caller, input));
      expect(left.answer).toEqual(refuse({ tag: 'floor-would-break', unmet }));
      expect(left.events).toMatchObject([
        { ...byHolder(caller), operation: 'credential.remove', outcome: 'refused', reason: 'floor-would-break' },
      ]);
      expect(left.alerts).toHaveLength(told);
      expect(left.changed).toEqual(told ? ['audit_event', 'outbox'] : ['audit_event']);
    },
  );

  it('by a new key is refused, that key itself included', async () => {
    const { account, gone } = await threeKeys('advanced', { trustedAt: TEST_TIME + 1 });
    const thief = await signIn(world.deps, account, { with: gone });
    for (const key of [keyAt(account, 0), gone]) {
      const left = await leaves(world.deps, () => removeCredential(world.deps, thief, { credentialId: key.id }));
      expect(left.answer).toEqual(refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }));
      expect(left.events).toMatchObject([{ reason: 'key-not-trusted', key_name: 'Spare' }]);
    }
  });

  it('of another account is refused like one that nobody has', async () => {
    const { caller } = await threeKeys('standard');
    const { gone } = await threeKeys('standard');
    for (const credentialId of [gone.id, makeId('cred', world.deps.random.bytes(16))]) {
      const left = await leaves(world.deps, () => removeCredential(world.deps, caller, { credentialId }));
      expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
      expect(left.changed).toEqual(['audit_event']);
    }
  });

  it('begins once, and again with two proofs in place of one', async () => {
    const { account, gone, caller } = await threeKeys('advanced');
    const input = { credentialId: gone.id };
    const decisions = await Promise.all([1, 2].map(() => removeCredential(world.deps, caller, input)));
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, false]);
    factsOf(await giveRecoveryKey(world.deps, caller, { recoveryKey: account.recoveryKeys[0] ?? '' }));
    expect(factsOf(await removeCredential(world.deps, caller, input)).hold).toMatchObject({ proofs: 2 });
    expect(await openHolds(world.deps, account)).toEqual(['credential.remove']);
  });
});
