// What must hold after each step of a walk over recovery: the model and the server agree, and the record tells all of it.

import { expect } from 'vitest';
import { readRecovery } from '../../packages/server/src/app/recovery/read.ts';
import { matchesRecoveryKey } from '../../packages/server/src/app/recovery-key/hash.ts';
import { loadAccount } from '../../packages/server/src/storage/account.ts';
import { listContacts } from '../../packages/server/src/storage/recovery-contact.ts';
import { recoveryKeyHashes } from '../../packages/server/src/storage/recovery-key.ts';
import type { Tables } from '../../packages/server/src/storage/tables.ts';
import { makeCaller } from '../support/accounts.ts';
import { type Case, lacking, note, type Walk } from './recovery-walk.ts';

/** Ends the open cases that `which` says. */
export function end(walk: Walk, how: 'stopped' | 'aside', which: (one: Case) => boolean = () => true): void {
  for (const one of walk.cases) {
    if (one.over !== null || !which(one)) continue;
    one.over = how;
    one.endedAt = walk.now;
  }
}

export const stateOf = async (walk: Walk, one: Case): Promise<string | null> => {
  const read = await readRecovery(walk.deps, makeCaller({ now: walk.now }), one);
  return read.allowed ? read.facts.state : null;
};
/** The new recovery keys may have taken the place of the old ones in whatever came last; what these began is void then. */
async function noticeReplacement(walk: Walk): Promise<void> {
  const [first] = walk.replacement ?? [];
  if (first === undefined) return;
  const live = await walk.deps.store.read((tx) => recoveryKeyHashes(tx, walk.account.id, 'live'));
  const canonical = first.replaceAll(' ', '');
  if (!live.some((row) => matchesRecoveryKey(walk.deps.keyRing, row.key_hash, canonical))) return;
  end(walk, 'stopped');
  walk.oldRecoveryKeys.push(...walk.recoveryKeys);
  walk.recoveryKeys = walk.replacement ?? [];
  walk.replacement = null;
  note('replaced');
}

export async function checkAgreement(walk: Walk): Promise<void> {
  const { deps, account, now } = walk;
  const [loaded, sessions] = await deps.store.read((tx) =>
    Promise.all([
      loadAccount(tx, account.id),
      tx.q
        .selectFrom('session')
        .selectAll()
        .where('account_id', '=', account.id)
        .where('ended_at', 'is', null)
        .execute(),
    ]),
  );
  if (!loaded) throw new Error('the account is there');
  await noticeReplacement(walk);
  const left = walk.isProtected && loaded.tier === 'standard';
  if (left) {
    walk.isProtected = false;
    end(walk, 'stopped');
    walk.oldRecoveryKeys.push(...walk.recoveryKeys);
    walk.recoveryKeys = [];
    walk.replacement = null;
    walk.needed = 0;
    for (const contact of walk.contacts) contact.gone = true;
  }
  expect(loaded.credentials.map((key) => key.externalId).sort()).toEqual(
    walk.registered.flatMap((key) => key.credentialIds).sort(),
  );
  const ids = new Set(loaded.credentials.map((key) => key.id));
  for (const session of sessions) expect(ids.has(session.credential_id as never)).toBe(true);
  expect(sessions.length).toBeLessThanOrEqual(walk.tokens.length);
  expect(loaded.tier === 'standard' ? 0 : loaded.contactsNeeded).toBe(walk.needed);
  const standing = await deps.store.read((tx) => listContacts(tx, account.id));
  expect(
    standing
      .filter(({ state }) => state === 'active')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(walk.contacts.flatMap(({ id, gone }) => (gone ? [] : [id])).sort());
  for (const one of walk.cases) {
    const state = await stateOf(walk, one);
    if (one.over === 'completed') expect(state).toBe('done');
    else if (one.over !== null) expect(['vetoed', 'expired']).toContain(state);
    else if (now < one.startedAt + one.waitMs) expect(['waiting', 'expired']).toContain(state);
    else if (!one.opened && lacking(walk, one, now) > 0) expect(['waiting', 'expired']).toContain(state);
    else expect(['waiting', 'ripe', 'expired']).toContain(state);
  }
}

/** Every change of a case is on record, and every one that must be told has its mail. */
export async function checkRecord(walk: Walk): Promise<void> {
  const rows = await walk.deps.store.read((tx) =>
    tx.q.selectFrom('audit_event').selectAll().where('account_id', '=', walk.account.id).execute(),
  );
  const of = (operation: string) =>
    rows.filter((row: Tables['audit_event']) => row.operation === operation && row.outcome === 'done').length;
  const done = walk.cases.filter((one) => one.over === 'completed').length;
  expect([of('recovery.begin'), of('recovery.complete')]).toEqual([walk.cases.length, done]);
  const mails = await walk.deps.store.read((tx) =>
    tx.q.selectFrom('outbox').select('id').where('account_id', '=', walk.account.id).execute(),
  );
  const told = ['begin', 'complete', 'withdraw', 'stopped-by-key', 'expire', 'void', 'add-key'].map((name) =>
    of(`recovery.${name}`),
  );
  expect(mails.length).toBeGreaterThanOrEqual(told.reduce((sum, count) => sum + count, 0));
}
