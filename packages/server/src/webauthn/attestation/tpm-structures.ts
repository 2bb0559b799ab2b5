// The two TPM structures of a TPM attestation: TPMT_PUBLIC and TPMS_ATTEST (TPM 2.0 Library, Part 2, §12.2.4, §10.12.12).

const RSA = 0x0001;
const ECC = 0x0023;
const NULL = 0x0010;
const GENERATED_VALUE = 0xff544347;
const ATTEST_CERTIFY = 0x8017;
const DEFAULT_EXPONENT = 65537;

/** COSE curve by TPM_ECC_CURVE. */
const CURVES: Readonly<Record<number, number>> = { 3: 1, 4: 2, 5: 3 };
const NAME_DIGESTS: Readonly<Record<number, string>> = { 11: 'sha256', 12: 'sha384', 13: 'sha512' };

export type TpmKey =
  | { readonly type: 'rsa'; readonly n: Uint8Array; readonly e: number }
  | { readonly type: 'ecc'; readonly curve: number; readonly x: Uint8Array; readonly y: Uint8Array };

export interface TpmPublic {
  /** As the name of the object begins: the number of nameAlg. */
  readonly nameAlgorithm: number;
  readonly nameDigest: string;
  readonly key: TpmKey;
}

export interface TpmCertified {
  readonly extraData: Uint8Array;
  /** Name of the certified object: nameAlg, then the digest of its public area. */
  readonly name: Uint8Array;
}

/** Big-endian fields, one after the other. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  /** @throws past the end, as all readings do. */
  take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new Error('a TPM structure ends too soon');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  number(length: 2 | 4): number {
    return Buffer.from(this.take(length)).readUIntBE(0, length);
  }

  /** A TPM2B: two bytes of length, then as much. */
  sized(): Uint8Array {
    return this.take(this.number(2));
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Error('a TPM structure with something after it');
  }
}

/** @throws when it is no public area of an RSA or elliptic-curve key. */
export function readTpmPublic(bytes: Uint8Array): TpmPublic {
  const reader = new Reader(bytes);
  const type = reader.number(2);
  const nameAlgorithm = reader.number(2);
  const nameDigest = NAME_DIGESTS[nameAlgorithm];
  if (!nameDigest) throw new Error('a TPM name by another digest');
  reader.number(4); // objectAttributes
  reader.sized(); // authPolicy
  const key = readKey(reader, type);
  reader.end();
  return { nameAlgorithm, nameDigest, key };
}

function readKey(reader: Reader, type: number): TpmKey {
  // TPMT_SYM_DEF_OBJECT: a signing key has none. TPMT_*_SCHEME: none, or a scheme and its digest.
  if (reader.number(2) !== NULL) throw new Error('a TPM key that is not for signing');
  if (reader.number(2) !== NULL) reader.number(2);
  if (type === RSA) {
    reader.number(2); // keyBits
    const e = reader.number(4) || DEFAULT_EXPONENT;
    return { type: 'rsa', e, n: reader.sized() };
  }
  if (type !== ECC) throw new Error('a TPM key of another type');
  const curve = CURVES[reader.number(2)];
  if (curve === undefined) throw new Error('a TPM key on another curve');
  if (reader.number(2) !== NULL) reader.number(2); // kdf
  return { type: 'ecc', curve, x: reader.sized(), y: reader.sized() };
}

/** @throws when it is no statement, made by a TPM, that certifies an object. */
export function readTpmCertified(bytes: Uint8Array): TpmCertified {
  const reader = new Reader(bytes);
  if (reader.number(4) !== GENERATED_VALUE) throw new Error('not made by a TPM');
  if (reader.number(2) !== ATTEST_CERTIFY) throw new Error('a TPM statement of another kind');
  reader.sized(); // qualifiedSigner
  const extraData = reader.sized();
  reader.take(17 + 8); // clockInfo, firmwareVersion
  const name = reader.sized();
  reader.sized(); // qualifiedName
  reader.end();
  return { extraData, name };
}
