// One numbered step of the schema. Once released it is frozen: a change is a new step.

import type { Kysely } from 'kysely';

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** `bytes`: what the dialect calls a column of bytes. */
  up(db: Kysely<unknown>, bytes: 'blob' | 'bytea'): Promise<void>;
}
