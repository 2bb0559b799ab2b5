// What the verifier of an attestation statement format is given, and what it answers (WebAuthn L3 §6.5.2).

import type { KeyObject } from 'node:crypto';
import type { CeremonyPolicy } from '../relying-party.ts';

export interface AttestationStatement {
  /** attStmt as decoded from CBOR. */
  readonly fields: ReadonlyMap<unknown, unknown>;
  readonly authenticatorData: Uint8Array;
  readonly clientDataHash: Uint8Array;
  readonly aaguid: Uint8Array;
  readonly credentialId: Uint8Array;
  readonly credential: {
    readonly algorithm: number;
    readonly publicKey: KeyObject;
    /** The COSE_Key. */
    readonly cose: ReadonlyMap<unknown, unknown>;
  };
  readonly policy: CeremonyPolicy;
}

export interface VerifiedStatement {
  /** Leaf first, DER; empty for no attestation and for self attestation. */
  readonly chain: readonly Uint8Array[];
}

export const bytesOf = (value: unknown): Uint8Array => {
  if (!(value instanceof Uint8Array)) throw new Error('a statement field is not a byte string');
  return value;
};

/** x5c, at least the attestation certificate. @throws when it is missing or malformed. */
export function chainOf(statement: AttestationStatement): [Uint8Array, ...Uint8Array[]] {
  const x5c = statement.fields.get('x5c');
  if (!Array.isArray(x5c)) throw new Error('a statement without x5c');
  const [leaf, ...above] = x5c.map(bytesOf);
  if (!leaf) throw new Error('a statement with an empty x5c');
  return [leaf, ...above];
}
