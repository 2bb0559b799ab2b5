// Which key was used, beside the name that it had: what “This wasn’t me” acts on. A session's own key may be another by then.

import type { Migration } from './migration.ts';

export const usedKeys: Migration = {
  number: 26,
  name: 'used keys',
  async up(db) {
    await db.schema.alterTable('audit_event').addColumn('used_key_id', 'text').execute();
  },
};
