// Suspending a key: at once, told, with what it had opened and alone begun; and never the last trusted way in.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { believeAgain, doubt } from '../../../../../test/support/doubt.ts';
import { accountNow, beginHold, keyAt, keyNow, openHolds } from '../../../../../test/support/keys.ts';
import { byHolder, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { findSession, setSecondProof } from '../../storage/session.ts';
import { suspendAccountCredential } from './suspend.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPARE = { ...ROAMING, nickname: 'Spare' };

describeUseCaseOnBoth('suspending a key', (world) => {
  const three = async (tier: 'standard' | 'advanced' = 'advanced', spare: object = {}) => {
    const account = await makeAccount(world.deps, { tier, keys: [BUILT_IN, ROAMING, { ...SPARE, ...spare }] });
    return { account, gone: keyAt(account, 2), caller: await signIn(world.deps, account) };
  };

  it.each(['standard', 'advanced'] as const)(
    'of a %s account ends what it had opened, is kept and told',
    async (tier) => {
      const { account, gone, caller } = await three(tier);
      const opened = await signIn(world.deps, account, { with: gone });
      const input = { credentialId: gone.id };
      const left = await leaves(world.deps, () => suspendAccountCredential(world.deps, caller, input));
      const { sessionsEnded, credential } = factsOf(left.answer);
      expect(sessionsEnded).toBe(1);
      expect(credential).toMatchObject({ stage: 'suspended', suspension: { by: 'key', keyName: 'This laptop' } });
      expect(await world.deps.store.read((tx) => findSession(tx, opened.session.id))).toBeNull();
      expect(await keyNow(world.deps, account, gone)).toMatchObject({
        suspension: { by: 'key', credentialId: keyAt(account, 0).id, at: TEST_TIME },
      });
      expect(left.events).toMatchObject([
        {
          ...byHolder(caller),
          operation: 'credential.suspend',
          outcome: 'done',
          subject: 'Spare',
          credential_id: gone.id,
        },
      ]);
      expect(left.alerts).toEqual([`${account.email}: credential.suspend done`]);
      expect(left.changed).toEqual(['audit_event', 'credential', 'outbox', 'session']);
    },
  );

  it('stops what it alone had begun, and nothing that two proofs began or another key did', async () => {
    const { account, gone, caller } = await three();
    await beginHold(world.deps, account, { kind: 'protection.leave', proofs: 1, with: gone });
    await beginHold(world.deps, account, { kind: 'account.delete', proofs: 2, with: gone });
    await beginHold(world.deps, account, { kind: 'protection.lower-floor', proofs: 1, with: keyAt(account, 1) });
    factsOf(await suspendAccountCredential(world.deps, caller, { credentialId: gone.id }));
    expect([...(await openHolds(world.deps, account))].sort()).toEqual(['account.delete', 'protection.lower-floor']);
  });

  it('takes back the first and the second proof that it gave in other sessions', async () => {
    const { account, gone, caller } = await three();
    const other = await signIn(world.deps, account, { with: keyAt(account, 1) });
    const change = { tokenHash: 'another', now: TEST_TIME };
    await world.deps.store.write((tx) => setSecondProof(tx, other.session.id, { credentialId: gone.id }, change));
    factsOf(await suspendAccountCredential(world.deps, caller, { credentialId: gone.id }));
    const session = await world.deps.store.read((tx) => findSession(tx, other.session.id));
    expect(session).toMatchObject({ second_at: null, second_credential_id: null, fresh_at: TEST_TIME });
  });

  it('by a new key is refused and told; the same key suspends when it is trusted', async () => {
    const { account, gone } = await three('advanced', { trustedAt: TEST_TIME + 1 });
    const thief = await signIn(world.deps, account, { with: gone });
    const input = { credentialId: keyAt(account, 0).id };
    const left = await leaves(world.deps, () => suspendAccountCredential(world.deps, thief, input));
    expect(left.answer).toEqual(refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }));
    expect(left.alerts).toEqual([`${account.email}: credential.suspend refused`]);
    expect((await suspendAccountCredential(world.deps, { ...thief, now: TEST_TIME + 1 }, input)).allowed).toBe(true);
  });

  it('of the last trusted way in is refused, and leaves the key as it was', async () => {
    const young = { ...ROAMING, trustedAt: TEST_TIME + DAY_MS };
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [BUILT_IN, young] });
    const caller = await signIn(world.deps, account);
    const input = { credentialId: keyAt(account, 0).id };
    const left = await leaves(world.deps, () => suspendAccountCredential(world.deps, caller, input));
    expect(left.answer).toEqual(refuse({ tag: 'last-trusted-way' }));
    expect(left.changed).toEqual(['audit_event', 'outbox']);
  });

  it('a second time changes neither who suspended it nor when', async () => {
    const { account, gone, caller } = await three();
    factsOf(await suspendAccountCredential(world.deps, caller, { credentialId: gone.id }));
    const first = await keyNow(world.deps, account, gone);
    const other = await signIn(world.deps, account, { with: keyAt(account, 1), now: TEST_TIME + 1000 });
    factsOf(await suspendAccountCredential(world.deps, other, { credentialId: gone.id }));
    expect(await keyNow(world.deps, account, gone)).toEqual(first);
  });

  it('of another account is refused like one that nobody has', async () => {
    const { caller } = await three();
    const { account, gone } = await three();
    const refused = await suspendAccountCredential(world.deps, caller, { credentialId: gone.id });
    expect(refused).toEqual(refuse({ tag: 'not-found' }));
    expect((await accountNow(world.deps, account)).credentials.every(({ suspension }) => !suspension)).toBe(true);
  });

  it('by a key that only a clock in doubt makes old is refused, and it is no trusted way left', async () => {
    const at = TEST_TIME - 60_000;
    const keys = [{ ...ROAMING, trustedAt: at + 14 * DAY_MS }, BUILT_IN];
    const account = await makeAccount(world.deps, { tier: 'advanced', keys, at });
    const [rogue, own] = [keyAt(account, 0), keyAt(account, 1)];
    const now = TEST_TIME + 15 * DAY_MS;
    await doubt(world.deps, TEST_TIME);
    const by = async (key: typeof own, other: typeof own) =>
      suspendAccountCredential(world.deps, await signIn(world.deps, account, { with: key, now }), {
        credentialId: other.id,
      });
    expect(await by(rogue, own)).toMatchObject({ refusal: { tag: 'key-not-trusted' } });
    expect(await by(own, own)).toEqual(refuse({ tag: 'last-trusted-way' }));
    await believeAgain(world.deps);
    expect(await by(rogue, own)).toMatchObject({ allowed: true });
  });
});
