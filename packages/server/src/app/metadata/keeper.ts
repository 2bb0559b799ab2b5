// Keeps FIDO metadata: reads the configured BLOB, refuses one older than any seen before, and says when it is stale. One
// that was verified before is still good after its signer's certificate has run out: forgetting every model helps nobody.

import { readFile } from 'node:fs/promises';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { findFact, setFact } from '../../storage/fact.ts';
import type { Store, Tx } from '../../storage/store.ts';
import { type LoadOptions, loadMetadata, type MetadataFault } from '../../webauthn/metadata/load-metadata.ts';
import type { MetadataSource } from '../../webauthn/metadata/metadata-source.ts';
import { findVerified, noteVerified } from './verified.ts';

const REFRESH_MS = 24 * 60 * 60 * 1000;
const LIMITS = { bytesMax: 32 * 1024 * 1024, secondsMax: 60 } as const;

export interface KeeperOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: Pick<Outbound, 'get'>;
  /** A path or an https URL; null where the operator has configured none. */
  readonly blob: string | null;
  /** Who may sign the BLOB. Asked at a load, not at start: finding the roots takes a while. */
  readonly trust: () => Pick<LoadOptions, 'roots' | 'signer'>;
}

export interface MetadataKeeper {
  readonly current: () => MetadataSource | null;
  start(): void;
  stop(): void;
}

export function createMetadataKeeper(options: KeeperOptions): MetadataKeeper {
  const { blob, log, clock } = options;
  let current: MetadataSource | null = null;
  let timer: NodeJS.Timeout | null = null;
  const refresh = async (location: string): Promise<void> => {
    try {
      current = await load(options, location);
      if (current.nextUpdate < clock.now()) log.error({ no: current.no }, 'FIDO metadata is past its next update');
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
  const { store, outbound, clock, log } = options;
  const bytes = location.startsWith('https:') ? await outbound.get(location, LIMITS) : await readFile(location);
  const now = clock.now();
  const loaded = loadMetadata(Buffer.from(bytes).toString('utf8').trim(), {
    ...options.trust(),
    now,
    ...(await store.read(async (tx) => ({ previousNo: await largestNo(tx), verified: await findVerified(tx) }))),
  });
  if (!loaded.ok) throw refusal(loaded.fault);
  const { metadata, digest, signerInTime } = loaded;
  await store.write(async (tx) => {
    // Another process may have taken a newer one since: the largest number never goes back.
    const largest = await largestNo(tx);
    if (largest !== null && metadata.no < largest) throw refusal('rollback');
    await setFact(tx, 'metadata.no', String(metadata.no));
    if (signerInTime) await noteVerified(tx, { digest, at: now, nextUpdate: metadata.nextUpdate });
  });
  if (!signerInTime)
    log.error({ no: metadata.no }, 'the certificate of FIDO metadata’s signer has run out; it stays in use');
  return metadata;
}

async function largestNo(tx: Tx): Promise<number | null> {
  const known = await findFact(tx, 'metadata.no');
  return known === null ? null : Number(known);
}

const refusal = (fault: MetadataFault): Error => new Error(`the metadata BLOB was refused: ${fault}`);
