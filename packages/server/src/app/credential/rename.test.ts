// Renaming a key: on record and told under its new name, of this account only.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import type { CredentialId } from '../../domain/id.ts';
import { renameCredential } from './rename.ts';

describeUseCase('renaming a key', (world) => {
  it.each(['standard', 'advanced'] as const)(
    'of a %s account changes its name, is on record and told',
    async (tier) => {
      const account = await makeAccount(world.deps, { tier });
      const caller = await signIn(world.deps, account);
      const [key] = account.keys;
      if (!key) throw new Error('a key was made');
      const input = { credentialId: key.id, nickname: 'Red key' };
      const left = await leaves(world.deps, () => renameCredential(world.deps, caller, input));
      const { credential, signal } = factsOf(left.answer);
      expect(credential).toMatchObject({ id: key.id, nickname: 'Red key' });
      expect(signal.userId).toBe(account.userHandle);
      expect(left.events).toMatchObject([
        {
          ...byHolder(caller),
          operation: 'credential.rename',
          outcome: 'done',
          subject: 'Red key',
          credential_id: key.id,
          key_name: key.nickname,
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.rename done`]);
      // It counts: names that a thief gives must not bury what is told beside them.
      expect(left.changed).toEqual(['audit_event', 'credential', 'outbox', 'throttle']);
    },
  );

  it('gives a number to a name that another key has, and none to its own', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const [laptop, blue] = account.keys;
    if (!laptop || !blue) throw new Error('two keys were made');
    const name = async (credentialId: CredentialId, nickname: string) =>
      factsOf(await renameCredential(world.deps, caller, { credentialId, nickname })).credential.nickname;
    expect(await name(laptop.id, blue.nickname.toUpperCase())).toBe(`${blue.nickname.toUpperCase()} 2`);
    expect(await name(blue.id, blue.nickname)).toBe(blue.nickname);
  });

  it('of another account is refused, and on record on one’s own', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const [key] = (await makeAccount(world.deps)).keys;
    if (!key) throw new Error('a key was made');
    const input = { credentialId: key.id, nickname: 'Mine now' };
    const left = await leaves(world.deps, () => renameCredential(world.deps, caller, input));
    expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
    expect(left.events).toMatchObject([{ ...byHolder(caller), outcome: 'refused', reason: 'not-found' }]);
    expect(left.changed).toEqual(['audit_event', 'throttle']);
  });
});
