// FIDO metadata as the rest of the server asks for it.

export interface MetadataEntry {
  /** The maker's name for the model. */
  readonly description: string;
  /** attestationRootCertificates, DER. */
  readonly roots: readonly Uint8Array[];
  /** Every status ever reported (MDS 3.1 §3.1.4). */
  readonly statuses: readonly string[];
}

export interface MetadataSource {
  /** Serial number of the BLOB; a smaller one than was seen before is refused. */
  readonly no: number;
  /** Past its nextUpdate when it was loaded. */
  readonly stale: boolean;
  find(aaguid: string): MetadataEntry | null;
}
