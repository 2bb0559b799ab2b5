// A server of its own for one walk, with a look into its database, and time that moves in steps: when a step is over,
// everything that it made due was done and told, so that a walk goes the same way every time.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { vouchForMakers } from '../support/key-steps.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

export interface WalkWorld {
  readonly server: TestServer;
  readonly database: Database.Database;
  readonly hookUrl: string;
  /** As a key from a shop, whose maker FIDO metadata vouches for. */
  readonly vouch: (nickname: string) => Promise<void>;
  /** Lets time pass, and waits for what is due by then. */
  readonly pass: (ms: number) => Promise<void>;
}

async function open(server: TestServer, receiver: WebhookReceiver, act: (world: WalkWorld) => Promise<void>) {
  const file = join(server.dataDir, 'holdfast.db');
  const database = new Database(file, { readonly: true });
  const due = database.prepare("select count(*) n from hold where state in ('waiting', 'ripe') and next_at <= ?");
  const untold = database.prepare('select count(*) n from outbox where done_at is null and dead_at is null');
  const none = (statement: Database.Statement, ...given: number[]): Promise<void> =>
    waitUntil(() => expect(statement.get(...given)).toEqual({ n: 0 }));
  const pass = async (ms: number): Promise<void> => {
    await none(untold);
    server.clock.advance(ms);
    await none(due, server.clock.now());
    await none(untold);
  };
  const vouch = (nickname: string) => vouchForMakers({ dialect: 'sqlite', file }, [nickname]);
  try {
    await act({ server, database, hookUrl: receiver.url, vouch, pass });
  } finally {
    database.close();
  }
}

export async function inWorld(act: (world: WalkWorld) => Promise<void>): Promise<void> {
  const receiver = await startWebhookReceiver();
  const env = { HOLDFAST_TRUSTED_PROXIES: '127.0.0.1', HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes' };
  const server = await startTestServer({ env });
  try {
    await open(server, receiver, act);
  } finally {
    await server.stop();
    await receiver.close();
  }
}
