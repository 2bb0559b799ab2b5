// Browsers with notifications: which browser a session is in, and which one a channel tells.

import type { Migration } from './migration.ts';

export const push: Migration = {
  number: 12,
  name: 'push',
  async up(db) {
    await db.schema.alterTable('session').addColumn('device_hash', 'text').execute();
    await db.schema.alterTable('alert_channel').addColumn('device_hash', 'text').execute();
    await db.schema.alterTable('alert_channel').addColumn('credential_id', 'text').execute();
  },
};
