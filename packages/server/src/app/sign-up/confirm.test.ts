// Confirming the address of a sign-up: the right six digits, once, in this browser, within ten minutes and five tries.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { begunSignUp } from '../../../../../test/support/sign-ups.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import type { Caller } from '../caller.ts';
import { findCallerFlow } from '../caller-flow.ts';
import { CODE_MS, CODE_TRIES } from '../one-time-code.ts';
import { confirmSignUp } from './confirm.ts';

const WRONG = refuse({ tag: 'code-refused' });
const GONE = refuse({ tag: 'flow-gone' });

describeUseCase('confirming an address', (world) => {
  const confirm = (caller: Caller, code: string) =>
    leaves(world.deps, () => confirmSignUp(world.deps, caller, { code }));
  const other = (code: string) => (code === '000000' ? '000001' : '000000');

  it('gives half an hour to choose a way in, spends the code, and is on record about nobody', async () => {
    const { caller, code } = await begunSignUp(world.deps, 'right@example.com');
    const left = await confirm(caller, code);
    const expiresAt = TEST_TIME + 30 * 60_000;
    expect(factsOf(left.answer)).toEqual({ expiresAt });
    expect(left.events).toMatchObject([
      { operation: 'sign-up.confirm', outcome: 'done', account_id: null, session_id: null },
    ]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'throttle']);
    const flow = await world.deps.store.read((tx) => findCallerFlow(world.deps, tx, caller, 'sign-up'));
    expect(flow).toMatchObject({ row: { code_hash: null, expires_at: expiresAt }, state: { verified: true } });
  });

  it('happens once', async () => {
    const { caller, code } = await begunSignUp(world.deps, 'once@example.com');
    await confirm(caller, code);
    expect((await confirm(caller, code)).answer).toEqual(GONE);
  });

  it('with a wrong code takes a try and is on record', async () => {
    const { caller, code } = await begunSignUp(world.deps, 'wrong@example.com');
    const left = await confirm(caller, other(code));
    expect(left.answer).toEqual(WRONG);
    expect(left.events).toMatchObject([
      { operation: 'sign-up.confirm', outcome: 'refused', reason: 'code-refused', actor: 'stranger', account_id: null },
    ]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'throttle']);
    expect((await confirm(caller, code)).answer.allowed).toBe(true);
  });

  it('is refused after five tries, even with the right code', async () => {
    const { caller, code } = await begunSignUp(world.deps, 'tries@example.com');
    for (let tries = 0; tries < CODE_TRIES; tries++) await confirm(caller, other(code));
    expect((await confirm(caller, code)).answer).toEqual(WRONG);
  });

  it('of a known address, to which no code was sent, is refused like a wrong code', async () => {
    await makeAccount(world.deps, { email: 'taken@example.com' });
    const { caller, code } = await begunSignUp(world.deps, 'taken@example.com');
    expect(code).toBe('');
    expect((await confirm(caller, '123456')).answer).toEqual(WRONG);
  });

  it('is gone after ten minutes, in another browser, and without a cookie', async () => {
    const { caller, code } = await begunSignUp(world.deps, 'gone@example.com');
    const elsewhere = await begunSignUp(world.deps, 'else@example.com');
    expect((await confirm({ ...caller, now: TEST_TIME + CODE_MS }, code)).answer).toEqual(GONE);
    expect((await confirm({ ...caller, flowToken: null }, code)).answer).toEqual(GONE);
    expect((await confirm(elsewhere.caller, elsewhere.code === code ? other(code) : code)).answer).toEqual(WRONG);
  });

  it('is limited per network', async () => {
    const { caller, code } = await begunSignUp(world.deps, 'limited@example.com');
    const nobody = { ...caller, flowToken: null };
    const guess = () => confirmSignUp(world.deps, nobody, { code });
    await Promise.all(Array.from({ length: LIMITS['code.network'].points }, guess));
    const left = await confirm(caller, code);
    expect(left.answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(left.changed).toEqual(['throttle']);
  });
});
