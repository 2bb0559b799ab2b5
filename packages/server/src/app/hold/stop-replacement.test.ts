// A second factor that is used is not lost: what would take its place is stopped, and told.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { sampleHold } from '../../domain/hold/hold.sample.ts';
import { makeId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { insertHold, listOpenHolds } from '../../storage/hold.ts';
import { stopReplacement } from './stop-replacement.ts';

describeUseCase('using a second factor', (world) => {
  it('stops another app that waits, is on record and told, and leaves other changes waiting', async () => {
    const { id, email } = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    await world.deps.store.write(async (tx) => {
      for (const kind of ['totp.replace', 'account.delete'] as const) {
        const hold = sampleHold({ id: makeId('hold', world.deps.random.bytes(16)), kind, totpSealed: 'sealed' });
        await insertHold(tx, id, hold, hold.ripensAt);
      }
    });
    const left = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const account = await loadAccount(tx, id);
        if (account) await stopReplacement(world.deps, tx, makeCaller(), account);
      }),
    );
    expect(left.alerts).toEqual([`${email}: hold.veto done`]);
    const open = await world.deps.store.read((tx) => listOpenHolds(tx, id));
    expect(open.map(({ kind }) => kind)).toEqual(['account.delete']);
  });
});
