// A statement compiled once for both dialects: written with `?`, as SQLite wants it; PostgreSQL gets `$1`, `$2`, ….

export interface Statement<Row> {
  readonly name: string;
  readonly sqlite: string;
  readonly postgres: string;
  /** Only for the type checker: what a row looks like. */
  readonly row?: Row;
}

/** `name` is the prepared statement's name and must be unique. `lock` adds FOR UPDATE where rows can be locked. */
export function statement<Row = never>(
  name: string,
  sql: string,
  lock: 'lock' | 'no-lock' = 'no-lock',
): Statement<Row> {
  let place = 0;
  const postgres = sql.replace(/\?/g, () => `$${++place}`);
  return { name, sqlite: sql, postgres: lock === 'lock' ? `${postgres} for update` : postgres };
}
