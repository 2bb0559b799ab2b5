// Which tables a database has, as the database itself says: a backup leaves none out, whatever its schema.

import { sql } from 'kysely';
import type { Tx } from '../store.ts';

export interface TablePlan {
  readonly name: string;
  /** In the order in which they were made. */
  readonly columns: readonly string[];
  /** The columns of the primary key, by which a table is read in a fixed order. */
  readonly key: readonly string[];
}

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  /** Place in the primary key from 1; 0 outside of it. */
  readonly key: number;
}
interface ReferenceRow {
  readonly table: string;
  readonly parent: string;
}

/** Only its number is kept, in the head: a restore writes the rows anew. */
export const MIGRATIONS_TABLE = 'schema_migration';
const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

async function columnsOf(tx: Tx): Promise<readonly ColumnRow[]> {
  const query =
    tx.dialect === 'sqlite'
      ? sql<ColumnRow>`select m.name as "table", c.name as "column", c.pk as "key"
          from sqlite_master m, pragma_table_info(m.name) c
          where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid`
      : sql<ColumnRow>`select c.table_name as "table", c.column_name as "column",
          coalesce(k.ordinal_position, 0)::integer as "key"
          from information_schema.columns c
          join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
            and t.table_type = 'BASE TABLE'
          left join information_schema.table_constraints p on p.table_schema = c.table_schema
            and p.table_name = c.table_name and p.constraint_type = 'PRIMARY KEY'
          left join information_schema.key_column_usage k on k.constraint_schema = p.constraint_schema
            and k.constraint_name = p.constraint_name and k.table_name = c.table_name and k.column_name = c.column_name
          where c.table_schema = current_schema() order by c.table_name, c.ordinal_position`;
  return (await query.execute(tx.q)).rows;
}

async function referencesOf(tx: Tx): Promise<readonly ReferenceRow[]> {
  const query =
    tx.dialect === 'sqlite'
      ? sql<ReferenceRow>`select distinct m.name as "table", f."table" as "parent"
          from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'`
      : sql<ReferenceRow>`select distinct t.table_name as "table", u.table_name as "parent"
          from information_schema.table_constraints t
          join information_schema.constraint_column_usage u on u.constraint_schema = t.constraint_schema
            and u.constraint_name = t.constraint_name
          where t.constraint_type = 'FOREIGN KEY' and t.table_schema = current_schema()`;
  return (await query.execute(tx.q)).rows;
}

/** Every table but that of the migrations; one that refers to another comes after it. Empty for an empty database. */
export async function planTables(tx: Tx): Promise<readonly TablePlan[]> {
  const columns = await columnsOf(tx);
  const references = await referencesOf(tx);
  const names = [...new Set(columns.map(({ table }) => table))].filter((name) => name !== MIGRATIONS_TABLE);
  const ordered: string[] = [];
  const place = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const { table, parent } of references) if (table === name && parent !== name) place(parent);
    ordered.push(name);
  };
  for (const name of names) place(name);
  return ordered.map((name) => {
    const own = columns.filter(({ table }) => table === name);
    const key = own.filter((column) => column.key > 0).sort((a, b) => a.key - b.key);
    const plan = { name, columns: own.map(({ column }) => column), key: key.map(({ column }) => column) };
    if (plan.key.length === 0 || ![name, ...plan.columns].every((word) => IDENTIFIER.test(word))) {
      throw new Error(`the table ${name} is not one of Holdfast's`);
    }
    return plan;
  });
}
