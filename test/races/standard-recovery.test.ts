// PostgreSQL, many connections: a recovery link is followed once, a backup code opens one session, and a recovery ends once.

import { expect, test } from 'vitest';
import { makeBackupCodes } from '../../packages/server/src/app/backup-code/make.ts';
import { completeRecoveryLink, recoveryLinkKeyOptions } from '../../packages/server/src/app/recovery-link/complete.ts';
import { openRecoveryLink } from '../../packages/server/src/app/recovery-link/open.ts';
import { signInWithPassword } from '../../packages/server/src/app/sign-in/password.ts';
import { secondStepWithBackupCode } from '../../packages/server/src/app/sign-in/second-step.ts';
import { startRecoveryForHolder } from '../../packages/server/src/app/support/start-recovery.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { makeAccount, makeCaller, signIn } from '../support/accounts.ts';
import { preparePools } from '../support/pools.ts';
import { askForLink, followLink, linkIn } from '../support/recovery-links.ts';
import { describeOn } from '../support/stores.ts';
import { factsOf, leaves, newAuthenticator } from '../support/use-case.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';

describeOn('postgres', 'coming back to a standard account over several pools', (database) => {
  const { poolAt, rush } = preparePools(database, { pools: 4, connectionsEach: 4 });
  const winners = (answers: readonly { readonly allowed: boolean }[]) =>
    answers.filter(({ allowed }) => allowed).length;

  test('a link is followed once, however often it is pressed', async () => {
    for (let round = 0; round < 4; round++) {
      const { email } = await makeAccount(poolAt(0));
      const { caller, link } = await askForLink(poolAt(0), email);
      expect(winners(await rush(12, (deps) => openRecoveryLink(deps, caller, { link })))).toBe(1);
    }
  });

  test('a link that support had sent binds one of the browsers that open it at once', async () => {
    const support = await makeAccount(poolAt(0), { tier: 'advanced', role: 'support' });
    const staff = await signIn(poolAt(0), support);
    for (let round = 0; round < 4; round++) {
      const input = { email: (await makeAccount(poolAt(0))).email, ticket: 'T' };
      const link = linkIn(await leaves(poolAt(0), () => startRecoveryForHolder(poolAt(0), staff, input))) ?? '';
      const opened = await rush(12, (deps, index) =>
        openRecoveryLink(deps, makeCaller({ network: `192.0.2.${index}` }), { link }),
      );
      expect(winners(opened)).toBe(1);
    }
  });

  test('one backup code, given in many half-done sign-ins at once, opens one session', async () => {
    const account = await makeAccount(poolAt(0), { password: PASSWORD, totp: true });
    const holder = await signIn(poolAt(0), account, { with: null });
    const [code = ''] = factsOf(await makeBackupCodes(poolAt(0), holder)).codes;
    const flows = await rush(8, async (deps, index) => {
      const caller = makeCaller({ network: `198.51.100.${index}` });
      const { flowToken } = factsOf(
        await signInWithPassword(deps, caller, { email: account.email, password: PASSWORD }),
      );
      return { ...caller, flowToken };
    });
    const answers = await rush(8, (deps, index) =>
      secondStepWithBackupCode(deps, flows[index] ?? makeCaller(), { code }),
    );
    expect(winners(answers)).toBe(1);
    const after = await database.store.read((tx) => loadAccount(tx, account.id));
    expect(after).toMatchObject({ backupCodes: { left: 9 } });
  });

  test('a recovery by link ends once, with one key and one session', async () => {
    for (let round = 0; round < 4; round++) {
      const account = await makeAccount(poolAt(0));
      const caller = await followLink(poolAt(0), account.email);
      const ends = await Promise.all(
        Array.from({ length: 6 }, async (_, index) => {
          const options = factsOf(await recoveryLinkKeyOptions(poolAt(0), caller));
          return { with: 'key', nickname: `Key ${index}`, response: newAuthenticator().register(options) } as const;
        }),
      );
      const answers = await rush(6, (deps, index) =>
        completeRecoveryLink(deps, caller, ends[index] ?? (ends[0] as never)),
      );
      expect(winners(answers)).toBe(1);
      const after = await database.store.read((tx) => loadAccount(tx, account.id));
      expect(after?.credentials).toHaveLength(2);
    }
  });
});
