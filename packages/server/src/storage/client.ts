// Programs that ask in their own name. Only a keyed hash of each one's token is kept.

import type { ClientId } from '../domain/id.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { ClientRow } from './tables.ts';

export interface Client {
  readonly id: ClientId;
  readonly name: string;
}

/** The live client of a token's hash. */
export const CLIENT_BY_TOKEN = statement<Client>(
  'client_by_token',
  'select id, name from client where token_hash = ? and ended_at is null',
);

/** A live one. `token_hash` is keyed (docs/stored-shapes.md). */
export async function insertClient(tx: Tx, row: Omit<ClientRow, 'ended_at'>): Promise<void> {
  await tx.q
    .insertInto('client')
    .values({ ...row, ended_at: null })
    .execute();
}

/** The oldest first, those that were ended included. */
export const listClients = (tx: Tx): Promise<ClientRow[]> =>
  tx.q.selectFrom('client').selectAll().orderBy('created_at').orderBy('id').execute();

/** @returns the client, or null where there is none or it was ended before. */
export async function endClient(tx: Tx, id: string, now: number): Promise<Client | null> {
  const row = await tx.q
    .updateTable('client')
    .set({ ended_at: now })
    .where('id', '=', id as ClientId)
    .where('ended_at', 'is', null)
    .returning(['id', 'name'])
    .executeTakeFirst();
  return row ?? null;
}
