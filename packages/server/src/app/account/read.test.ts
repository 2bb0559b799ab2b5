// What the account is, what protects it, and what is waiting: as its holder sees it, from one snapshot.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HARDWARE,
  type MadeAccount,
  makeAccount,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { SLOW, SLOW_KINDS } from '../../domain/hold/hold.ts';
import type { CredentialId } from '../../domain/id.ts';
import { RECOVERY_PROBATION_MS } from '../../domain/recovery/recovery-probation.ts';
import { setEmail, setEmailContested, setProtected, setRecovered } from '../../storage/account.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { beginEnrolment } from '../../storage/enrolment.ts';
import { leaveProtection } from '../protection/change.ts';
import { readAccount } from './read.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

describeUseCase('reading the account', (world) => {
  it('of a standard tier names its ways in, what is missing, and no recovery', async () => {
    const account = await makeAccount(world.deps, {
      password: 'nine quiet herons',
      totp: true,
      keys: [{ ...ROAMING, trustedAt: TEST_TIME + 1 }],
      enrolmentRequired: true,
    });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => readAccount(world.deps, caller));
    expect(factsOf(left.answer)).toMatchObject({
      id: account.id,
      email: account.email,
      displayName: 'Ada',
      role: 'holder',
      tier: 'standard',
      protectedSince: null,
      unmet: ['enrolment'],
      enrolmentStarted: false,
      password: { setAt: TEST_TIME - WEEK_MS },
      totp: { setAt: TEST_TIME - WEEK_MS },
      keys: [{ id: account.keys[0]?.id, nickname: 'Blue key', stage: 'new', trustedAt: TEST_TIME + 1 }],
      recovery: null,
      trainingExcludedSince: null,
      holds: [],
      sessionsLive: 1,
      slow: SLOW_KINDS.map((kind) => expect.objectContaining({ kind, readySeconds: SLOW[kind].waitMs / 1000 })),
      probationUntil: null,
    });
    expect(left.changed).toEqual([]);
  });

  it('of a protected tier shows readiness to recover, the exclusion, and no verifier', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', waitHours: 168 });
    const read = factsOf(await readAccount(world.deps, await signIn(world.deps, account)));
    const at = TEST_TIME - WEEK_MS;
    expect(read).toMatchObject({
      protectedSince: at,
      unmet: [],
      password: null,
      totp: null,
      recovery: {
        readiness: { keys: 2, recoveryKeys: 2, lastProvedAt: at, nag: null },
        waitHours: 168,
        recoveryKeys: [
          { ordinal: 1, madeAt: at, provedAt: at, spentAt: null },
          { ordinal: 2, madeAt: at, provedAt: null, spentAt: null },
        ],
      },
      trainingExcludedSince: at,
      limits: { idleSeconds: 3600, absoluteSeconds: 86_400 },
      hardwareUnmet: ['two-hardware-keys', 'key-for-another-device'],
    });
  });

  it('says until when it is on probation after a recovery, and no longer', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const recovered = (at: number) => world.deps.store.write((tx) => setRecovered(tx, account.id, at));
    const read = async () => factsOf(await readAccount(world.deps, await signIn(world.deps, account))).probationUntil;
    expect(await read()).toBeNull();
    await recovered(TEST_TIME - 1);
    expect(await read()).toBe(TEST_TIME - 1 + RECOVERY_PROBATION_MS);
    await recovered(TEST_TIME - RECOVERY_PROBATION_MS);
    expect(await read()).toBeNull();
  });

  it('says when the hardware floor could be raised, and which trusted keys that would shut out', async () => {
    const young = { ...BUILT_IN, nickname: 'New laptop', trustedAt: TEST_TIME + 1 };
    const keys = [HARDWARE, HARDWARE, BUILT_IN, young];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys });
    const read = factsOf(await readAccount(world.deps, await signIn(world.deps, account)));
    expect(read).toMatchObject({ hardwareUnmet: [], hardwareShutsOut: ['This laptop'] });
  });

  it('says that an enrolment was begun in this session, and nothing of one that another began', async () => {
    const account = await makeAccount(world.deps);
    const [own, other] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const of = { accountId: account.id, sessionId: own.session.id };
    await world.deps.store.write((tx) => beginEnrolment(tx, of, TEST_TIME));
    expect(factsOf(await readAccount(world.deps, own)).enrolmentStarted).toBe(true);
    expect(factsOf(await readAccount(world.deps, other)).enrolmentStarted).toBe(false);
  });

  it('says until when protection settles, and which old address a contest is about', async () => {
    const settling = await makeAccount(world.deps, { tier: 'advanced' });
    const contested = await makeAccount(world.deps, { email: 'was@example.com' });
    await world.deps.store.write(async (tx) => {
      await setProtected(tx, settling.id, 'advanced', 72, TEST_TIME, {
        until: TEST_TIME + 1,
        by: settling.keys[0]?.id as CredentialId,
      });
      await setEmail(tx, contested.id, 'is@example.com', TEST_TIME);
      await setEmailContested(tx, contested.id, TEST_TIME + 1);
    });
    const read = async (account: MadeAccount) =>
      factsOf(await readAccount(world.deps, await signIn(world.deps, account)));
    expect(await read(settling)).toMatchObject({ settlesAt: TEST_TIME + 1, emailContest: null });
    expect(await read(contested)).toMatchObject({
      settlesAt: null,
      emailContest: { at: TEST_TIME + 1, old: 'was@example.com' },
    });
  });

  it('shows what is waiting, and by which key it was started while that key is there', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [BUILT_IN, ROAMING, ROAMING] });
    const caller = await signIn(world.deps, account);
    const { hold } = factsOf(await leaveProtection(world.deps, caller));
    expect(factsOf(await readAccount(world.deps, caller)).holds).toEqual([hold]);
    expect(hold?.startedWith).toBe('This laptop');
    const [first] = account.keys;
    if (!first) throw new Error('keys were made');
    await world.deps.store.write((tx) => deleteCredential(tx, account.id, first.id, TEST_TIME));
    const later = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    expect(factsOf(await readAccount(world.deps, later)).holds).toMatchObject([{ id: hold?.id, startedWith: null }]);
  });
});
