// Who we are to authenticators, and how strict we are with them: each strict choice is a named switch.

/** WebAuthn L3 §4 "Relying Party". */
export interface RelyingParty {
  readonly rpId: string;
  /** Exact origins; equality, never suffix matching. */
  readonly origins: readonly string[];
  readonly name: string;
}

/** The choices WebAuthn leaves to the relying party. Production always runs with `STRICT_POLICY`. */
export interface CeremonyPolicy {
  /** COSE algorithm numbers that may be registered and asserted, most wanted first. */
  readonly algorithms: readonly number[];
  /** Origins of a top-level page that may embed us; empty refuses every cross-origin ceremony (§7.1 steps 10, 11). */
  readonly topOrigins: readonly string[];
  /** Refuse a ceremony without user verification (§7.1 step 16, §7.2 step 17). */
  readonly requireUserVerification: boolean;
  /** Refuse a credential that is backed up without being eligible, which the specification rules out (§6.1.3). */
  readonly requireCoherentBackupState: boolean;
  /** Refuse an attestation statement that is present but does not verify. */
  readonly requireValidAttestation: boolean;
}

export const ES256 = -7;
export const EDDSA = -8;
export const RS256 = -257;
export const ML_DSA_44 = -48;
export const ML_DSA_65 = -49;

export const STRICT_POLICY: CeremonyPolicy = {
  algorithms: [EDDSA, ES256, RS256, ML_DSA_44, ML_DSA_65],
  topOrigins: [],
  requireUserVerification: true,
  requireCoherentBackupState: true,
  requireValidAttestation: true,
};
