// What becomes of each table's rows when an older copy of the database is put back: a second opinion, written down by hand.
// Whoever adds a table says it here. What is good once, what counts and what waits may not be good again by itself.

import { expect, it } from 'vitest';
import { recordRestoration } from '../../packages/server/src/app/restore/record-restoration.ts';
import type { Tables } from '../../packages/server/src/storage/tables.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { describeUseCaseOnBoth } from '../support/use-case.ts';

/**
 * - as it was: the copy's word is taken. - emptied: its rows lead to something once, and are gone. - ended: nothing in it is
 * good any more. - held: not good until the operator decides. - stopped: waits for nothing until the operator decides.
 */
type Fate = 'as it was' | 'emptied' | 'ended' | 'held' | 'stopped';
const FATES: Readonly<Record<keyof Tables, Fate>> = {
  account: 'as it was',
  alert_channel: 'as it was',
  audit_event: 'as it was',
  // What was streamed since is streamed again: its receiver knows events by their ids.
  audit_stream: 'as it was',
  backup_code: 'held',
  client: 'as it was',
  // The next start is held against the copy's newest head: an older copy puts the clock in doubt by itself.
  clock_gap: 'as it was',
  clock_node: 'as it was',
  clock_state: 'as it was',
  credential: 'as it was',
  device: 'as it was',
  enrolment: 'emptied',
  incident: 'as it was',
  // Who was erased since is there again in an older copy (docs/data-rights.md).
  erasure: 'as it was',
  fact: 'as it was',
  flow: 'emptied',
  former_email: 'as it was',
  // They open nothing by themselves, and may be all that a holder has to come back with.
  former_factor: 'as it was',
  hold: 'stopped',
  log_chain: 'as it was',
  log_checkpoint: 'as it was',
  log_cosignature: 'as it was',
  log_entry: 'as it was',
  log_head: 'as it was',
  log_node: 'as it was',
  outbox: 'as it was',
  password_verifier: 'as it was',
  // Without an open hold there is no case, and nothing to approve.
  recovery_approval: 'as it was',
  recovery_case: 'as it was',
  recovery_contact: 'as it was',
  recovery_objection: 'as it was',
  recovery_key: 'held',
  // At worst a refused attempt is told once more than it would have been.
  refusal_window: 'as it was',
  restoration: 'as it was',
  schema_migration: 'as it was',
  session: 'ended',
  // What was spent stays spent; what may have been spent since is refused by its time.
  spent: 'as it was',
  // Anew, every window counts as used up.
  throttle: 'emptied',
  // A step that may have been used is passed over.
  totp_verifier: 'as it was',
  training_exclusion: 'as it was',
  webhook_delivery: 'as it was',
};
const tablesOf = (fate: Fate) =>
  Object.entries(FATES).flatMap(([table, own]) => (own === fate ? [table as keyof Tables] : []));

const OPEN: Readonly<Record<Exclude<Fate, 'as it was' | 'emptied'>, string>> = {
  ended: 'ended_at',
  held: 'restoration_id',
  stopped: 'restoration_id',
};

describeUseCaseOnBoth('after a restore', (world) => {
  it('no row is left that its table’s fate forbids', async () => {
    const { deps } = world;
    const { id } = await makeAccount(deps, { tier: 'advanced' });
    const at = TEST_TIME - 1000;
    await deps.store.write(async (tx) => {
      const insert = (table: keyof Tables, row: object) =>
        tx.q
          .insertInto(table)
          .values(row as never)
          .execute();
      const text = {
        kind: 'sign-in',
        state_sealed: 'sealed',
        tries_left: 5,
        created_at: at,
        expires_at: TEST_TIME * 2,
      };
      await insert('flow', { flow_key: 'flow', ...text });
      await insert('enrolment', { account_id: id, session_id: 'sess_1', started_at: at, used_at: at });
      await insert('throttle', { throttle_key: 'key', points: 1, resets_at: TEST_TIME * 2 });
      await insert('backup_code', { account_id: id, code_hash: 'code', made_at: at });
      const times = { created_at: at, last_seen_at: at, idle_ms: 1, ends_at: TEST_TIME * 2, fresh_at: at };
      const device = { ip: '192.0.2.1', device: 'Firefox', device_kind: 'browser', method: 'key' };
      await insert('session', { token_hash: 'token', id: 'sess_1', account_id: id, ...times, ...device });
      const waits = { started_at: at, ripens_at: TEST_TIME * 2, next_at: TEST_TIME * 2, announced: 1 };
      await insert('hold', { id: 'hold_1', account_id: id, kind: 'protection.leave', state: 'waiting', ...waits });
    });
    const found = { why: 'behind', foundSize: 1, knownSize: 2, takenAt: null } as const;
    await deps.store.write((tx) => recordRestoration(deps, tx, found, TEST_TIME));
    const rowsOf = (table: keyof Tables) =>
      deps.store.read((tx) => tx.q.selectFrom(table).selectAll().execute() as Promise<Record<string, unknown>[]>);
    for (const table of tablesOf('emptied')) expect(await rowsOf(table), table).toEqual([]);
    for (const [fate, column] of Object.entries(OPEN)) {
      for (const table of tablesOf(fate as Fate)) {
        const rows = await rowsOf(table);
        expect(rows.length, table).toBeGreaterThan(0);
        expect(
          rows.filter((row) => row[column] === null),
          table,
        ).toEqual([]);
      }
    }
  });
});
