// Throws when an update of one row found none: Kysely's own “or throw” does not cover updates.

import type { UpdateResult } from 'kysely';

/** @throws unless the update touched exactly one row. */
export function mustTouchOne(result: UpdateResult): void {
  if (result.numUpdatedRows !== 1n) throw new Error(`an update of one row touched ${result.numUpdatedRows}`);
}
