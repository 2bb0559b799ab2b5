// FIDO metadata as the rest of the server asks for it.

export interface MetadataEntry {
  /** The maker's name for the model. */
  readonly description: string;
  /** A picture of it as a `data:` URL, PNG; null where the maker gave none. */
  readonly icon: string | null;
  /** attestationRootCertificates, DER. */
  readonly roots: readonly Uint8Array[];
  /** Every status ever reported (MDS 3.1 §3.1.4). */
  readonly statuses: readonly string[];
}

export interface MetadataSource {
  /** Serial number of the BLOB; a smaller one than was seen before is refused. */
  readonly no: number;
  /** When the next BLOB is due, milliseconds since the epoch. */
  readonly nextUpdate: number;
  /** Past its nextUpdate when it was loaded: still used, but somebody should be told. */
  readonly stale: boolean;
  /** `aaguid`: lower-case UUID text. */
  find(aaguid: string): MetadataEntry | null;
}
