// The log's name and its key: made once with the first entry, kept sealed, and the same for ever after.

import { ED25519_SEED_BYTES, type Ed25519Signer, ed25519FromSeed } from '../../platform/ed25519.ts';
import { findHead, insertHead } from '../../storage/log.ts';
import type { LogHeadRow } from '../../storage/log-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps, PlatformFacts } from '../deps.ts';

const PURPOSE = 'log-key';

/** What a log is begun with. */
export interface LogMaker extends Pick<Deps, 'keyRing' | 'random'> {
  readonly platform: Pick<PlatformFacts, 'publicUrl'>;
}

/** Begins the log where there is none: its origin is this platform's address, and never changes with it. */
export async function beginLog(deps: LogMaker, tx: Tx): Promise<void> {
  if (await findHead(tx)) return;
  const seed = deps.random.bytes(ED25519_SEED_BYTES);
  await insertHead(tx, {
    origin: `${new URL(deps.platform.publicUrl).host}/log`,
    seed_sealed: deps.keyRing.seal(PURPOSE, seed),
    public_key: ed25519FromSeed(seed).publicKey,
    size: 0,
    peaks: new Uint8Array(),
    second_seed_sealed: null,
    second_public_key: null,
    second_line: null,
  });
}

/** Whether the secrets are those that the log was begun with. */
export const canOpenLogKey = ({ keyRing }: Pick<Deps, 'keyRing'>, head: LogHeadRow): boolean =>
  keyRing.open(PURPOSE, head.seed_sealed) !== null;

/** @throws where the secret that sealed the key is gone: a log that nobody can sign does not go on. */
export function openLogKey(deps: Pick<Deps, 'keyRing'>, head: LogHeadRow): Ed25519Signer {
  const seed = deps.keyRing.open(PURPOSE, head.seed_sealed);
  if (!seed) throw new Error('the log’s key was sealed under a secret that is gone');
  return ed25519FromSeed(seed);
}
