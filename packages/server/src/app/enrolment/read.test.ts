// Where turning protection on stands: the step, what is missing, and what will end; for standard accounts.

import { expect, it } from 'vitest';
import { BUILT_IN, HARDWARE, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { beginEnrolment, makeRecoveryKeys, proveRecoveryKey } from './prepare.ts';
import { readEnrolment } from './read.ts';

describeUseCase('reading an enrolment', (world) => {
  it('goes through its steps, and writes nothing', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN, ROAMING] });
    const caller = await signIn(world.deps, account);
    const read = async () => {
      const left = await leaves(world.deps, () => readEnrolment(world.deps, caller));
      expect(left.changed).toEqual([]);
      return factsOf(left.answer);
    };
    expect(await read()).toMatchObject({
      started: false,
      step: 1,
      unmet: ['recovery-keys', 'recovery-proof', 'waiting-time'],
      recoveryKeysMadeAt: null,
      recoveryProvedAt: null,
      waitHours: null,
    });
    await beginEnrolment(world.deps, caller);
    expect(await read()).toMatchObject({ started: true, step: 3 });
    const { recoveryKeys } = factsOf(await makeRecoveryKeys(world.deps, caller));
    expect(await read()).toMatchObject({
      step: 3,
      unmet: ['recovery-proof', 'waiting-time'],
      recoveryKeysMadeAt: TEST_TIME,
    });
    await proveRecoveryKey(world.deps, caller, { recoveryKey: recoveryKeys[1] ?? '', waitHours: 72 });
    expect(await read()).toMatchObject({ step: 4, unmet: [], recoveryProvedAt: TEST_TIME, waitHours: 72 });
  });

  it('waits at the second step for the keys that are missing, and names them', async () => {
    const account = await makeAccount(world.deps, { keys: [BUILT_IN] });
    const caller = await signIn(world.deps, account);
    await beginEnrolment(world.deps, caller);
    const { step, unmet, credentials, hardwareUnmet } = factsOf(await readEnrolment(world.deps, caller));
    expect(step).toBe(2);
    expect(unmet.slice(0, 2)).toEqual(['two-keys', 'key-for-another-device']);
    expect(credentials.map(({ nickname }) => nickname)).toEqual(['This laptop']);
    expect(hardwareUnmet).toEqual(['two-hardware-keys', 'key-for-another-device']);
  });

  it('says what would end', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true });
    await signIn(world.deps, account);
    const caller = await signIn(world.deps, account);
    const { ends, limits } = factsOf(await readEnrolment(world.deps, caller));
    expect(ends).toEqual({ otherSessions: 1, password: true, totp: true, holds: 0 });
    expect(limits).toEqual({ idleSeconds: 3600, absoluteSeconds: 86_400 });
  });

  it('says which trusted keys confirm, that it would settle, and which keys the floor shuts out', async () => {
    const keys = [
      { ...HARDWARE, nickname: 'Grey key' },
      ROAMING,
      { ...ROAMING, nickname: 'New', trustedAt: TEST_TIME + 1 },
    ];
    const account = await makeAccount(world.deps, { keys });
    const read = factsOf(await readEnrolment(world.deps, await signIn(world.deps, account)));
    expect(read).toMatchObject({
      trustedKeys: ['Grey key', 'Blue key'],
      hardwareShutsOut: ['Blue key'],
      takenBack: false,
      settles: true,
    });
  });

  it('lists live channels, and says which are younger than fourteen days', async () => {
    const account = await makeAccount(world.deps);
    const [old, young] = [
      await makeChannel(world.deps, account.id, { label: 'Old', createdAt: TEST_TIME - 14 * 86_400_000 }),
      await makeChannel(world.deps, account.id, { label: 'Young', createdAt: TEST_TIME - 1 }),
    ];
    const { channels } = factsOf(await readEnrolment(world.deps, await signIn(world.deps, account)));
    expect(channels.map(({ id, young: isYoung }) => [id, isYoung])).toEqual([
      [old, false],
      [young, true],
    ]);
  });

  it('is nothing to a protected account', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' }));
    expect(await readEnrolment(world.deps, caller)).toEqual(refuse({ tag: 'not-permitted', why: 'tier' }));
  });
});
