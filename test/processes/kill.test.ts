// The server killed at any moment: what it acknowledged is there afterwards, and nothing is half there.

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { holdfast } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey, roamingKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';

const KILLS = 20;

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.prepare();
  await server.start();
});
afterAll(() => server.dispose());

/** Renames, adds and removes keys without a pause until the server is gone; notes what was acknowledged. */
async function work(person: Person, acknowledged: { names: number; keys: Map<string, boolean> }): Promise<void> {
  for (;;) {
    try {
      const key = roamingKey(server);
      const options = await person.browser.call('credential.add-options', { hint: 'security-key' });
      const body = { nickname: 'Spare', response: key.register(options) };
      const { credential } = await person.browser.call('credential.add', body);
      acknowledged.keys.set(credential.id, true);
      await person.browser.call('credential.remove', undefined, { credentialId: credential.id });
      acknowledged.keys.set(credential.id, false);
      acknowledged.names += 1;
      await person.browser.call('account.rename', { displayName: `Mara ${acknowledged.names}` });
    } catch {
      return;
    }
  }
}

describe('a server that is killed', () => {
  it(`loses nothing that it acknowledged, in ${KILLS} kills at random moments`, async () => {
    const person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'killed@example.org');
    const acknowledged = { names: 0, keys: new Map<string, boolean>() };
    for (let kill = 0; kill < KILLS; kill++) {
      const options = await person.browser.call('step-up.key-options', {});
      await person.browser.call('step-up.key', { response: person.deskKey.assert(options) });
      const working = work(person, acknowledged);
      await new Promise((moment) => setTimeout(moment, Math.random() * 120));
      await server.end('SIGKILL');
      await working;
      await server.start();
      const { displayName } = await person.browser.call('session.read');
      const number = Number(/\d+/.exec(displayName)?.[0] ?? 0);
      // The one that was under way may have been done without its answer; none that was answered may be missing.
      expect(number === acknowledged.names || number === acknowledged.names - 1).toBe(true);
      acknowledged.names = number;
      const { credentials } = await person.browser.call('credential.list');
      const held = new Set(credentials.map((credential) => credential.id));
      const lost = [...acknowledged.keys].filter(([id, there]) => there && !held.has(id));
      const returned = [...acknowledged.keys].filter(([id, there]) => !there && held.has(id));
      // A removal may have been done without its answer, once per kill.
      expect(lost.length).toBeLessThanOrEqual(1);
      expect(returned).toEqual([]);
      for (const [id] of lost) acknowledged.keys.set(id, false);
      for (const id of held) acknowledged.keys.set(id, true);
    }
    await server.end('SIGKILL');
    const file = new Database(join(server.dataDir, 'holdfast.db'), { readonly: true });
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
    const changes = file
      .prepare<[], { operation: string; times: number }>(
        "select operation, count(*) times from audit_event where outcome = 'done' and operation in ('credential.add', 'credential.remove') group by operation order by operation",
      )
      .all();
    const [added, removed] = changes.map((row) => row.times);
    const keys = file.prepare<[], { times: number }>('select count(*) times from credential').get();
    // Every key there is was added once and not removed: the evidence and the state are one transaction. The first came with the sign-up.
    expect(keys?.times).toBe(1 + (added ?? 0) - (removed ?? 0));
    file.close();
    await server.start();
    await vi.waitFor(async () => {
      const said = await holdfast(['audit', 'verify'], { HOLDFAST_DATA_DIR: server.dataDir });
      expect(said).toMatchObject({ status: 0, err: '' });
    }, 20_000);
  }, 120_000);
});
