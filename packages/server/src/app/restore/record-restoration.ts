// restore.record and restore.stop-hold: an older copy of the database was put back. It is put on record, and nothing that
// is good once, that counts or that waits is good any more, until the operator decides (domain/restore/void-rule.ts).

import { makeOrderedId } from '../../domain/id.ts';
import type { RestoreReason } from '../../domain/restore/recognise.ts';
import { newestTotpStep } from '../../platform/totp.ts';
import { loadAccount } from '../../storage/account.ts';
import { hasAccounts, insertRestoration, stopOpenHolds, voidOneTimeThings } from '../../storage/restoration.ts';
import type { Tx } from '../../storage/store.ts';
import type { RestorationRow } from '../../storage/tables.ts';
import { type Recorder, recordBySystem } from '../record.ts';

export interface RestoreFound {
  readonly why: RestoreReason;
  /** How many entries the log has. */
  readonly foundSize: number;
  /** How many it is known to have had; null where nobody knows. */
  readonly knownSize: number | null;
  /** When the copy was taken, where that is known. */
  readonly takenAt: number | null;
}

const say = ({ foundSize, knownSize }: RestoreFound): string =>
  `the log has ${foundSize} entries, and had ${knownSize === null ? 'an unknown number' : knownSize}`;

/** In the caller's transaction, so that no copy is ever open without its record. */
export async function recordRestoration(
  deps: Recorder,
  tx: Tx,
  found: RestoreFound,
  now: number,
): Promise<RestorationRow> {
  // Without an account there is nothing to guess at, and nothing to decide.
  const isEmpty = !(await hasAccounts(tx));
  const row: RestorationRow = {
    id: makeOrderedId('rstr', now, deps.random.rising(now)),
    at: now,
    why: found.why,
    found_size: found.foundSize,
    known_size: found.knownSize,
    taken_at: found.takenAt,
    decided_at: isEmpty ? now : null,
    holds: isEmpty ? 'cancel' : null,
    codes: isEmpty ? 'void' : null,
    guesses: isEmpty ? 'forgive' : null,
  };
  await insertRestoration(tx, row);
  await recordBySystem(deps, tx, now, 'restore.record', null, { subject: say(found) });
  await voidOneTimeThings(tx, row.id, now, newestTotpStep(now));
  for (const hold of await stopOpenHolds(tx, row.id, now)) {
    const account = await loadAccount(tx, hold.account_id);
    if (account) await recordBySystem(deps, tx, now, 'restore.stop-hold', account, { subject: hold.kind });
  }
  return row;
}
