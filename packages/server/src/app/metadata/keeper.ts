// Keeps FIDO metadata: reads the configured BLOB, refuses an older one than was ever seen, and says when it is stale.

import { readFile } from 'node:fs/promises';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { findFact, setFact } from '../../storage/fact.ts';
import type { Store } from '../../storage/store.ts';
import { loadMetadata } from '../../webauthn/metadata/load-metadata.ts';
import type { MetadataSource } from '../../webauthn/metadata/metadata-source.ts';
import { METADATA_SIGNER, metadataRoots } from '../../webauthn/metadata/roots.ts';

const REFRESH_MS = 24 * 60 * 60 * 1000;
const LIMITS = { bytesMax: 32 * 1024 * 1024, secondsMax: 60 } as const;

export interface KeeperOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: Outbound;
  /** A path or an https URL; null where the operator has configured none. */
  readonly blob: string | null;
}

export interface MetadataKeeper {
  readonly current: () => MetadataSource | null;
  start(): void;
  stop(): void;
}

export function createMetadataKeeper(options: KeeperOptions): MetadataKeeper {
  const { blob, log } = options;
  let current: MetadataSource | null = null;
  let timer: NodeJS.Timeout | null = null;
  const refresh = async (location: string): Promise<void> => {
    try {
      current = await load(options, location);
      if (current.stale) log.error({ no: current.no }, 'FIDO metadata is past its next update');
    } catch (error) {
      log.error({ err: error }, 'FIDO metadata was not loaded; what was known stays in use');
    }
  };
  return {
    current: () => current,
    start: () => {
      if (blob === null) return;
      void refresh(blob);
      timer = setInterval(() => void refresh(blob), REFRESH_MS);
      timer.unref();
    },
    stop: () => {
      if (timer) clearInterval(timer);
    },
  };
}

async function load(options: KeeperOptions, location: string): Promise<MetadataSource> {
  const bytes = location.startsWith('https:') ? await options.outbound.get(location, LIMITS) : await readFile(location);
  const known = await options.store.read((tx) => findFact(tx, 'metadata.no'));
  const loaded = loadMetadata(Buffer.from(bytes).toString('utf8').trim(), {
    roots: metadataRoots(),
    signer: METADATA_SIGNER,
    now: options.clock.now(),
    previousNo: known === null ? null : Number(known),
  });
  if (!loaded.ok) throw new Error(`the metadata BLOB was refused: ${loaded.fault}`);
  await options.store.write((tx) => setFact(tx, 'metadata.no', String(loaded.metadata.no)));
  return loaded.metadata;
}
