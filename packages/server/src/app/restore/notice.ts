// What readiness, the server's start and `holdfast doctor` say while a restore is undecided.

import { findUndecided } from '../../storage/restoration.ts';
import type { Tx } from '../../storage/store.ts';

/** Null when there is nothing to decide. */
export async function noticeOfRestore(tx: Tx): Promise<string | null> {
  const restoration = await findUndecided(tx);
  if (!restoration) return null;
  const { at, found_size: found, known_size: known } = restoration;
  const lost = known === null ? '' : `, which had ${known}`;
  return (
    `The database was put back to an older copy: recorded ${new Date(at).toISOString()}, with ${found} entries in its log${lost}. ` +
    'What waited is stopped, and backup codes and recovery keys are void, until you decide: npx holdfast restore decide --help'
  );
}
