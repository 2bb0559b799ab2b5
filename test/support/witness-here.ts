// A witness in this process, as `holdfast witness` runs it, on a port and in a folder of its own.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../packages/cli/src/audit/node-crypto.ts';
import { openWitnessKeys } from '../../packages/cli/src/witness/witness-key.ts';
import { createWitnessServer } from '../../packages/cli/src/witness/witness-server.ts';
import { WitnessState } from '../../packages/cli/src/witness/witness-state.ts';
import { formatNoteKey, type NoteKey, parseNoteKey } from '../../packages/contract/src/log.ts';

export interface WitnessHere {
  readonly name: string;
  /** Its Ed25519 key, and its ML-DSA-44 key. */
  readonly keys: readonly [string, string];
  readonly url: string;
  /** What it answered, the oldest first. */
  readonly statuses: number[];
  /** Watches this log from now on. */
  watch(logKey: string): void;
  close(): Promise<void>;
}

export async function startWitnessHere(name: string): Promise<WitnessHere> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-witness-'));
  const state = WitnessState.open(folder, true);
  const { signers } = openWitnessKeys(join(folder, 'key.json'), name);
  const logs = new Map<string, NoteKey[]>();
  const statuses: number[] = [];
  const faults: unknown[] = [];
  const server = createWitnessServer(
    { logs, signers, state, now: () => Date.now() },
    (status) => statuses.push(status),
    (fault) => faults.push(fault),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [one = '', two = ''] = signers.map(({ key }) => formatNoteKey(sha256, key));
  return {
    name,
    keys: [one, two],
    url: `http://127.0.0.1:${port}`,
    statuses,
    watch: (line) => {
      const key = parseNoteKey(sha256, line);
      if (!key) throw new Error('not a log’s key');
      logs.set(key.name, [key]);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      state.close();
      rmSync(folder, { recursive: true, force: true });
      if (faults.length > 0) throw faults[0];
    },
  };
}
