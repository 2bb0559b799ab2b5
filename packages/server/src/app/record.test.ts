// Evidence and alerts: what a row says, who is named as the actor, and what reaches the holder's mailbox.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { describeUseCase, leaves, type World } from '../../../../test/support/use-case.ts';
import { authority, isAlerted, type Operation } from '../domain/authority.ts';
import { makeId } from '../domain/id.ts';
import { TIERS } from '../domain/tier.ts';
import type { Caller } from './caller.ts';
import { type Evidence, type Outcome, reasonOf, record, recordBySystem, type Subject } from './record.ts';

const DONE: Outcome = { done: true };
const REFUSED: Outcome = { done: false, refusal: { tag: 'not-found' } };

const writing = (
  world: World,
  about: Subject | null,
  {
    caller = makeCaller(),
    operation = 'credential.remove',
    outcome = DONE,
    evidence = {},
  }: {
    caller?: Caller;
    operation?: Operation;
    outcome?: Outcome;
    evidence?: Evidence;
  } = {},
) =>
  leaves(world.deps, () =>
    world.deps.store.write((tx) => record(world.deps, tx, caller, operation, about, outcome, evidence)),
  );

describeUseCase('evidence', (world) => {
  it('says what, when, from where, on which device, to what and until when', async () => {
    const account = await makeAccount(world.deps);
    const userAgent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 ${'x'.repeat(500)}`;
    const caller = makeCaller({ ip: '8.8.8.8', userAgent, requestId: 'request-9' });
    const [key] = account.keys;
    if (!key) throw new Error('a key was made');
    const credentialId = key.id;
    const evidence = {
      subject: 'Old key',
      usedKey: { id: credentialId, nickname: 'New key' },
      credentialId,
      effectiveAt: 7,
    };
    const { answer, events } = await writing(world, account, { caller, evidence });
    expect(events).toEqual([
      {
        id: answer,
        account_id: account.id,
        at: TEST_TIME,
        operation: 'credential.remove',
        outcome: 'done',
        reason: null,
        actor: 'holder',
        session_id: null,
        credential_id: credentialId,
        ip: '8.8.8.8',
        country_code: 'US',
        device: 'Chrome on Windows',
        user_agent: userAgent.slice(0, 400),
        request_id: 'request-9',
        subject: 'Old key',
        used_key_id: credentialId,
        key_name: 'New key',
        effective_at: 7,
        position: null,
      },
    ]);
  });

  it('names the holder where they did it, or were refused in their own session', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const refused = await writing(world, account, { caller, outcome: REFUSED });
    expect(refused.events).toMatchObject([{ actor: 'holder', session_id: caller.session.id, reason: 'not-found' }]);
  });

  it('names a stranger where somebody was refused without a session or in another account’s', async () => {
    const account = await makeAccount(world.deps);
    const other = await signIn(world.deps, await makeAccount(world.deps));
    const outside = await writing(world, account, { outcome: REFUSED });
    const elsewhere = await writing(world, account, { outcome: REFUSED, caller: other });
    const nobody = await writing(world, null, { outcome: REFUSED, caller: other });
    expect([outside, elsewhere, nobody].map(({ events }) => events[0]?.actor)).toEqual([
      'stranger',
      'stranger',
      'stranger',
    ]);
  });

  it('names a stranger where a stranger did it, even though it was done', async () => {
    const account = await makeAccount(world.deps);
    expect((await writing(world, account, { evidence: { byStranger: true } })).events[0]?.actor).toBe('stranger');
  });

  it('says why in the narrowest word that there is', () => {
    expect(reasonOf({ tag: 'ceremony-failed', why: 'signature' })).toBe('signature');
    expect(reasonOf({ tag: 'floor-would-break', unmet: ['two-keys'] })).toBe('floor-would-break');
  });

  it('has ids that sort by time', async () => {
    const account = await makeAccount(world.deps);
    const later = await writing(world, account, { caller: makeCaller({ now: TEST_TIME + 1 }) });
    const earlier = await writing(world, account);
    expect(earlier.answer < later.answer).toBe(true);
  });

  it('of Holdfast’s own clockwork has no place, device or session', async () => {
    const account = await makeAccount(world.deps);
    const { events, alerts } = await leaves(world.deps, () =>
      world.deps.store.write((tx) =>
        recordBySystem(world.deps, tx, 5, 'hold.ripen', account, { subject: 'email.change' }),
      ),
    );
    expect(events).toMatchObject([
      {
        at: 5,
        operation: 'hold.ripen',
        outcome: 'done',
        actor: 'system',
        session_id: null,
        ip: null,
        country_code: null,
        device: null,
        user_agent: null,
        request_id: null,
        subject: 'email.change',
      },
    ]);
    expect(alerts).toEqual([`${account.email}: hold.ripen done`]);
  });
});

describeUseCase('an alert', (world) => {
  it('is queued for exactly those outcomes that the table names, on each tier', async () => {
    const operations = Object.keys(authority) as Operation[];
    // Each is the first refused attempt on its account: how many are told by themselves is another rule.
    const somebody = () => ({ id: makeId('acct', world.deps.random.bytes(16)), email: 'ada@example.com' });
    const cases = operations.flatMap((operation) =>
      TIERS.flatMap((tier) =>
        [DONE, REFUSED].flatMap((outcome) =>
          [true, false].map((newDevice) => ({ operation, tier, outcome, newDevice })),
        ),
      ),
    );
    const { alerts } = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        for (const { operation, tier, outcome, newDevice } of cases) {
          await record(world.deps, tx, makeCaller(), operation, { ...somebody(), tier }, outcome, { newDevice });
        }
      }),
    );
    const expected = cases.flatMap(({ operation, tier, outcome, newDevice }) => {
      const kind = outcome.done ? 'done' : 'refused';
      return isAlerted(operation, kind, tier, newDevice) ? [`ada@example.com: ${operation} ${kind}`] : [];
    });
    expect(alerts).toEqual(expected);
    expect(alerts.length).toBeGreaterThan(0);
  });

  it('carries the whole event and whether the account is protected, sealed', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const { events } = await writing(world, account);
    const [row] = await world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').selectAll().where('account_id', '=', account.id).execute(),
    );
    expect(row).toMatchObject({ channel: 'mail', created_at: TEST_TIME, next_at: TEST_TIME, attempts: 0 });
    expect(row?.payload_sealed).not.toContain(account.email);
    const opened = JSON.parse(world.deps.keyRing.open('outbox', row?.payload_sealed ?? '')?.toString() ?? '');
    expect(opened).toEqual({
      to: account.email,
      content: { kind: 'alert', event: { ...events[0], position: undefined }, protectedAccount: true },
    });
  });

  it('goes to a second address where the account is leaving one', async () => {
    const account = await makeAccount(world.deps);
    const { alerts, events } = await writing(world, account, { evidence: { alsoTell: ['new@example.com'] } });
    expect(alerts).toEqual([`${account.email}: credential.remove done`, 'new@example.com: credential.remove done']);
    expect(events).toHaveLength(1);
  });

  it('has nobody to go to where the outcome is about no account', async () => {
    const { alerts, events } = await writing(world, null, { operation: 'sign-in.key', outcome: REFUSED });
    expect(events).toMatchObject([{ account_id: null }]);
    expect(alerts).toEqual([]);
  });
});
