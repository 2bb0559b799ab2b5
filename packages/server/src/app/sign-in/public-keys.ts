// Public keys as node:crypto wants them, kept for the keys that sign in most: importing one costs more than a look-up.

import type { KeyObject } from 'node:crypto';
import type { CredentialId } from '../../domain/id.ts';
import { importCosePublicKey } from '../../webauthn/import-cose-public-key.ts';

const KEPT_MAX = 10_000;

/** A credential's public key never changes, so nothing here can go stale: a removed key is refused by the database. */
export class PublicKeys {
  readonly #kept = new Map<CredentialId, KeyObject>();

  of(id: CredentialId, cose: Uint8Array, algorithm: number): KeyObject {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const key = importCosePublicKey(cose, algorithm);
    if (this.#kept.size >= KEPT_MAX) {
      const oldest = this.#kept.keys().next();
      if (!oldest.done) this.#kept.delete(oldest.value);
    }
    this.#kept.set(id, key);
    return key;
  }
}
