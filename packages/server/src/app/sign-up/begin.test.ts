// Beginning a sign-up: the same for known and unknown addresses, but for who gets which mail.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { findCallerFlow } from '../caller-flow.ts';
import { CODE_MS } from '../one-time-code.ts';
import { beginSignUp } from './begin.ts';

describeUseCase('beginning a sign-up', (world) => {
  const begin = (email: string, caller = makeCaller({ network: email })) =>
    leaves(world.deps, () => beginSignUp(world.deps, caller, { email }));

  it('mails a code to an unknown address, and keeps what is to come in a flow of this browser', async () => {
    const left = await begin('  New@Example.com ');
    const { flowToken, expiresAt } = factsOf(left.answer);
    expect(expiresAt).toBe(TEST_TIME + CODE_MS);
    expect(left.mails).toEqual([
      { to: 'New@Example.com', content: { kind: 'sign-up-code', code: expect.stringMatching(/^\d{6}$/), expiresAt } },
    ]);
    const flow = await world.deps.store.read((tx) =>
      findCallerFlow(world.deps, tx, makeCaller({ flowToken }), 'sign-up'),
    );
    expect(flow).toMatchObject({
      row: { account_id: null, tries_left: 5, expires_at: expiresAt },
      state: { email: 'New@Example.com', verified: false, totpSecret: null },
    });
    expect(flow?.state.userHandle).toHaveLength(43);
  });

  it('is on record about nobody, and makes no account', async () => {
    const left = await begin('record@example.com');
    expect(left.events).toMatchObject([
      { operation: 'sign-up.begin', outcome: 'done', account_id: null, session_id: null, subject: null },
    ]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'outbox', 'throttle']);
  });

  it('with a known address touches and answers alike, but tells its holder and mails no code', async () => {
    const account = await makeAccount(world.deps, { email: 'known@example.com' });
    const left = await begin('KNOWN@example.com');
    expect(Object.keys(factsOf(left.answer))).toEqual(['flowToken', 'expiresAt']);
    expect(left.mails).toEqual([]);
    expect(left.alerts).toEqual(['known@example.com: sign-up.known-address done']);
    expect(left.changed).toEqual(['audit_event', 'flow', 'outbox', 'throttle']);
    expect(left.events).toMatchObject([
      { operation: 'sign-up.known-address', actor: 'stranger', account_id: account.id },
      { operation: 'sign-up.begin', account_id: null },
    ]);
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('flow').select('code_hash').execute());
    expect(rows.filter((row) => row.code_hash === null)).toHaveLength(1);
  });

  it('is refused where sign-up is closed, and leaves nothing', async () => {
    const deps = { ...world.deps, platform: { ...world.deps.platform, signUpOpen: false } };
    const left = await leaves(deps, () => beginSignUp(deps, makeCaller(), { email: 'closed@example.com' }));
    expect(left.answer).toEqual(refuse({ tag: 'sign-up-closed' }));
    expect(left.changed).toEqual([]);
  });

  it('sends one mailbox no more than five codes an hour, whoever asks and however it is spelt', async () => {
    for (let count = 0; count < LIMITS['mail.address'].points; count++) {
      await begin(count % 2 ? 'MAILBOX@example.com' : 'mailbox@example.com', makeCaller({ network: `net ${count}` }));
    }
    const left = await begin('mailbox@example.com', makeCaller({ network: 'one more' }));
    expect(left.answer).toMatchObject({ refusal: { tag: 'throttled' } });
    expect(left.changed).toEqual(['throttle']);
  });

  it('lets one network ask for no more than twenty codes an hour', async () => {
    const caller = makeCaller({ network: 'one network' });
    const ask = (_: unknown, count: number) => beginSignUp(world.deps, caller, { email: `${count}@example.net` });
    await Promise.all(Array.from({ length: LIMITS['mail.network'].points }, ask));
    expect((await begin('last@example.net', caller)).answer).toMatchObject({ refusal: { tag: 'throttled' } });
  });
});
