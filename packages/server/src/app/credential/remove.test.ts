// Removing a key: its sessions end with it, its proofs of presence lapse, and the floor stays.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { makeId } from '../../domain/id.ts';
import { findSession, rotateSession } from '../../storage/session.ts';
import { removeCredential } from './remove.ts';

const SPARE = { ...ROAMING, nickname: 'Spare' };

describeUseCase('removing a key', (world) => {
  const threeKeys = async (tier: 'standard' | 'advanced', spare = SPARE) => {
    const account = await makeAccount(world.deps, { tier, keys: [BUILT_IN, ROAMING, spare] });
    const gone = account.keys[2];
    if (!gone) throw new Error('three keys were made');
    return { account, gone, caller: await signIn(world.deps, account) };
  };
  const find = (id: Parameters<typeof findSession>[1]) => world.deps.store.read((tx) => findSession(tx, id));

  it.each(['standard', 'advanced'] as const)(
    'of a %s account ends what it opened, is on record and told',
    async (tier) => {
      const { account, gone, caller } = await threeKeys(tier);
      const opened = await signIn(world.deps, account, { with: gone });
      const left = await leaves(world.deps, () => removeCredential(world.deps, caller, { credentialId: gone.id }));
      const { sessionsEnded, signal } = factsOf(left.answer);
      expect(sessionsEnded).toBe(1);
      expect(signal.acceptedCredentialIds).toEqual(account.keys.slice(0, 2).map((key) => key.externalId));
      expect(await find(opened.session.id)).toBeNull();
      expect(await find(caller.session.id)).not.toBeNull();
      expect(left.events).toMatchObject([
        {
          ...byHolder(caller),
          operation: 'credential.remove',
          outcome: 'done',
          subject: 'Spare',
          credential_id: gone.id,
          key_name: 'This laptop',
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.remove done`]);
      expect(left.changed).toEqual(['audit_event', 'credential', 'outbox', 'session']);
    },
  );

  it('takes back the presence that it proved elsewhere', async () => {
    const { gone, caller } = await threeKeys('advanced');
    const change = { tokenHash: 'rotated', freshAt: TEST_TIME, freshCredentialId: gone.id };
    await world.deps.store.write((tx) => rotateSession(tx, caller.session.id, change));
    expect((await removeCredential(world.deps, caller, { credentialId: gone.id })).allowed).toBe(true);
    expect(await find(caller.session.id)).toMatchObject({ fresh_at: 0, fresh_credential_id: null });
  });

  it.each([
    ['standard', [ROAMING], ['way-in'], 0],
    ['advanced', [BUILT_IN, ROAMING], ['two-keys'], 1],
  ] as const)(
    'of a %s account that would then lack something is refused and on record',
    async (tier, keys, unmet, told) => {
      const account = await makeAccount(world.deps, { tier, keys });
      const caller = await signIn(world.deps, account);
      const [key] = account.keys;
      if (!key) throw new Error('a key was made');
      const left = await leaves(world.deps, () => removeCredential(world.deps, caller, { credentialId: key.id }));
      expect(left.answer).toEqual(refuse({ tag: 'floor-would-break', unmet }));
      expect(left.events).toMatchObject([
        { ...byHolder(caller), operation: 'credential.remove', outcome: 'refused', reason: 'floor-would-break' },
      ]);
      expect(left.alerts).toHaveLength(told);
      expect(left.changed).toEqual(told ? ['audit_event', 'outbox'] : ['audit_event']);
    },
  );

  it('by a key on its first day is refused, but for that key itself', async () => {
    const probation = { ...SPARE, fullRightsAt: TEST_TIME + 1 };
    const { account, gone } = await threeKeys('advanced', probation);
    const thief = await signIn(world.deps, account, { with: gone });
    const [first] = account.keys;
    if (!first) throw new Error('keys were made');
    const left = await leaves(world.deps, () => removeCredential(world.deps, thief, { credentialId: first.id }));
    expect(left.answer).toEqual(refuse({ tag: 'key-on-probation', fullRightsAt: TEST_TIME + 1 }));
    expect(left.events).toMatchObject([{ reason: 'key-on-probation', key_name: 'Spare' }]);
    expect((await removeCredential(world.deps, thief, { credentialId: gone.id })).allowed).toBe(true);
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

  it('happens once', async () => {
    const { gone, caller } = await threeKeys('standard');
    const decisions = await Promise.all(
      [1, 2].map(() => removeCredential(world.deps, caller, { credentialId: gone.id })),
    );
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, false]);
  });
});
