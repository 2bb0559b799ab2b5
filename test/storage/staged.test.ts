// Every kind of half-done thing, made in real storage and met by every cause: what is left is what the one table says
// (domain/staged/staged.ts). A new kind, flow or table that nobody thought of fails here.

import { describe, expect, it } from 'vitest';
import { sealTicket } from '../../packages/server/src/app/activity/export-ticket.ts';
import { makeChallenge } from '../../packages/server/src/app/challenge.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { endStaged } from '../../packages/server/src/app/staged/end-staged.ts';
import type { Account } from '../../packages/server/src/domain/account/account.ts';
import { sampleHold } from '../../packages/server/src/domain/hold/hold.sample.ts';
import { type AccountId, makeId, type SessionId } from '../../packages/server/src/domain/id.ts';
import { FLOW_KINDS, type FlowKind } from '../../packages/server/src/domain/staged/flow-kind.ts';
import {
  CAUSES,
  type Cause,
  effectOn,
  STAGED_KINDS,
  type StagedKind,
} from '../../packages/server/src/domain/staged/staged.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { beginEnrolment } from '../../packages/server/src/storage/enrolment.ts';
import { putFlow } from '../../packages/server/src/storage/flow.ts';
import { insertHold } from '../../packages/server/src/storage/hold.ts';
import { insertContact } from '../../packages/server/src/storage/recovery-contact.ts';
import { stageRecoveryKeys } from '../../packages/server/src/storage/recovery-key.ts';
import { endSessions, setSecondProof } from '../../packages/server/src/storage/session.ts';
import type { Tx } from '../../packages/server/src/storage/store.ts';
import type { Tables } from '../../packages/server/src/storage/tables.ts';
import { type MadeAccount, makeAccount, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { describeUseCaseOnBoth } from '../support/use-case.ts';

/** What of each table is half done; a table that is not here does not compile. */
const TABLES: Readonly<Record<keyof Tables, readonly StagedKind[]>> = {
  account: [],
  alert_channel: [],
  audit_event: [],
  audit_stream: [],
  backup_code: [],
  client: [],
  clock_gap: [],
  clock_node: [],
  clock_state: [],
  credential: [],
  device: [],
  enrolment: ['enrolment'],
  erasure: [],
  fact: [],
  flow: FLOW_KINDS.map((kind) => `flow ${kind}` as const),
  former_email: [],
  // Kept on purpose, to take back by; they open nothing (domain/enrolment/former-factor.ts).
  former_factor: [],
  hold: ['held second factor'],
  incident: [],
  log_chain: [],
  log_checkpoint: [],
  log_cosignature: [],
  log_entry: [],
  log_head: [],
  log_node: [],
  // Mail with a code or link that its flow no longer knows leads nowhere.
  outbox: [],
  password_verifier: [],
  recovery_approval: [],
  recovery_case: ['keys of a case'],
  recovery_contact: ['contact invitation'],
  recovery_objection: [],
  recovery_key: ['staged recovery keys', 'held recovery keys'],
  refusal_window: [],
  restoration: [],
  schema_migration: [],
  session: ['second proof'],
  spent: [],
  throttle: [],
  totp_verifier: [],
  training_exclusion: [],
  webhook_delivery: [],
};
/** In nobody's table: sealed into what the browser holds. */
const STATELESS = ['challenge', 'export ticket', 'data ticket'] as const satisfies readonly StagedKind[];
type Stored = Exclude<StagedKind, (typeof STATELESS)[number]>;
const isStored = (kind: StagedKind): kind is Stored => !STATELESS.some((other) => other === kind);

interface Where {
  readonly deps: Deps;
  readonly account: MadeAccount;
  readonly session: SessionId;
}

/** Makes one thing of a kind that is stored, in a session where it belongs to one. */
type Make = (tx: Tx, where: Where) => Promise<void>;

const flow =
  (kind: FlowKind, inSession: boolean): Make =>
  (tx, { account, session }) =>
    putFlow(tx, {
      flow_key: `${kind} of ${session}`,
      kind,
      account_id: account.id,
      session_id: inSession ? session : null,
      state_sealed: 'sealed',
      code_hash: null,
      tries_left: 3,
      created_at: TEST_TIME,
      expires_at: TEST_TIME + 1000,
    });

const hold =
  (
    kind: 'recovery' | 'recovery-key.replace' | 'totp.replace',
    then?: (tx: Tx, account: AccountId, id: string) => Promise<void>,
  ): Make =>
  async (tx, { deps, account }) => {
    const made = sampleHold({
      id: makeId('hold', deps.random.bytes(16)),
      kind,
      totpSealed: kind === 'totp.replace' ? 'secret' : null,
    });
    await insertHold(tx, account.id, made, TEST_TIME);
    await then?.(tx, account.id, made.id);
  };

const MAKE: Readonly<Record<Stored, Make>> = {
  'flow sign-up': flow('sign-up', false),
  'flow setup': flow('setup', false),
  'flow sign-in': flow('sign-in', false),
  'flow recovery-link': flow('recovery-link', false),
  'flow take-back': flow('take-back', false),
  'flow email': flow('email', true),
  'flow totp': flow('totp', true),
  enrolment: (tx, { account, session }) => beginEnrolment(tx, { accountId: account.id, sessionId: session }, TEST_TIME),
  'staged recovery keys': (tx, { account, session }) =>
    stageRecoveryKeys(tx, account.id, ['a', 'b'], TEST_TIME, session),
  'second proof': async (tx, { session }) =>
    void (await setSecondProof(tx, session, { recoveryKey: 1 }, { tokenHash: `another ${session}`, now: TEST_TIME })),
  'held recovery keys': hold('recovery-key.replace', async (tx, account_id) => {
    const key = { account_id, ordinal: 1, live: 2, key_hash: 'held', made_at: TEST_TIME } as const;
    await tx.q
      .insertInto('recovery_key')
      .values({ ...key, proved_at: null, spent_at: null, session_id: null, restoration_id: null })
      .execute();
  }),
  'held second factor': hold('totp.replace'),
  'keys of a case': hold('recovery', async (tx, account_id, hold_id) => {
    const numbers = { case_number: 'C0DE', secret_hash: `hash ${hold_id}`, key_ordinal: 1, key_made_at: TEST_TIME };
    await tx.q
      .insertInto('recovery_case')
      .values({ account_id, hold_id, keys_sealed: 'sealed', ...numbers } as never)
      .execute();
  }),
  'contact invitation': (tx, { deps, account }) => {
    const id = makeId('cntc', deps.random.bytes(16));
    return insertContact(tx, { id, accountId: account.id, email: 'friend@example.org', now: TEST_TIME });
  },
};

/** How many of a kind the account has, of those that this session made where sessions matter. */
async function countOf(tx: Tx, kind: StagedKind, id: AccountId, session: SessionId): Promise<number> {
  if (kind.startsWith('flow ')) {
    const rows = await tx.q.selectFrom('flow').select('flow_key').where('account_id', '=', id).execute();
    return rows.filter(({ flow_key }) => flow_key === `${kind.slice(5)} of ${session}`).length;
  }
  const count = async (table: keyof Tables, where: (row: Record<string, unknown>) => boolean) => {
    const rows = (await tx.q.selectFrom(table).selectAll().execute()) as unknown as Record<string, unknown>[];
    return rows.filter((row) => row.account_id === id && where(row)).length;
  };
  switch (kind) {
    case 'enrolment':
      return count('enrolment', (row) => row.session_id === session);
    case 'staged recovery keys':
      return count('recovery_key', (row) => row.live === 0 && row.session_id === session);
    case 'second proof':
      return count('session', (row) => row.id === session && row.second_at !== null);
    case 'held recovery keys':
      return count('recovery_key', (row) => row.live === 2);
    case 'held second factor':
      return count('hold', (row) => row.totp_sealed !== null);
    case 'keys of a case':
      return count('recovery_case', (row) => row.keys_sealed !== null);
    case 'contact invitation':
      return count('recovery_contact', (row) => row.state === 'invited');
    default:
      throw new Error(`${kind} is in no table`);
  }
}

const STORED = STAGED_KINDS.filter(isStored);

describe('the list of half-done things', () => {
  it('names every kind once, in its table or as one that is stored nowhere', () => {
    const named = [...Object.values(TABLES).flat(), ...STATELESS];
    expect(named.toSorted()).toEqual([...STAGED_KINDS].toSorted());
    expect(Object.keys(MAKE).toSorted()).toEqual(STORED.toSorted());
  });
});

describeUseCaseOnBoth('half-done things', (world) => {
  const twoSessions = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const [own, other] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    return { account, own: own.session.id, other: other.session.id };
  };
  const cause = (made: MadeAccount, by: Cause, session: SessionId | null) =>
    world.deps.store.write(async (tx) => {
      const account = (await loadAccount(tx, made.id)) as Account;
      // A session's end is the end of that session, by whichever operation.
      if (by === 'session-end' && session)
        await endSessions(tx, { accountId: made.id, only: session }, 'test', TEST_TIME);
      else await endStaged(world.deps, tx, account, { cause: by, session, now: TEST_TIME });
    });

  it.each(STORED.flatMap((kind) => CAUSES.map((by) => [kind, by] as const)))(
    'of the kind “%s” are left by “%s” as the table says',
    async (kind, by) => {
      const left = async (maker: 'own' | 'other') => {
        const made = await twoSessions();
        const session = made[maker];
        await world.deps.store.write((tx) => MAKE[kind](tx, { deps: world.deps, account: made.account, session }));
        await cause(made.account, by, made.own);
        return (await world.deps.store.read((tx) => countOf(tx, kind, made.account.id, session))) > 0;
      };
      const effect = effectOn(kind, by);
      const [own, other] = { all: [false, false], elsewhere: [true, false], own: [false, true], kept: [true, true] }[
        effect
      ];
      expect(await left('own'), `of the same session, ${effect}`).toBe(own);
      expect(await left('other'), `of another session, ${effect}`).toBe(other);
    },
  );

  it('an enrolment of another session that is dropped is told, with the name of its browser', async () => {
    const { account, own, other } = await twoSessions();
    await world.deps.store.write((tx) => MAKE.enrolment(tx, { deps: world.deps, account, session: other }));
    await cause(account, 'credential-change', own);
    const told = await world.deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').selectAll().where('account_id', '=', account.id).execute(),
    );
    expect(told).toMatchObject([{ operation: 'enrolment.dropped', actor: 'system', subject: 'Unknown browser' }]);
  });

  it('challenges and tickets are good in the session that asked alone', () => {
    const session = 'sess_one' as SessionId;
    const of = (subject: string) => makeChallenge(world.deps, { purpose: 'credential.add', subject }, TEST_TIME);
    expect(of(session)).not.toBe(of('sess_two'));
    const ticket = { sessionId: session, format: 'csv', origin: 'o', size: 1, expiresAt: TEST_TIME + 1 } as const;
    expect(sealTicket(world.deps, ticket)).not.toContain(session);
  });
});
