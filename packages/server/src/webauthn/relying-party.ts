// Who we are to authenticators, and how strict we are with them: each strict choice is a named switch.

import { createPublicKey, type JsonWebKeyInput } from 'node:crypto';

/** WebAuthn L3 §4 "Relying Party". */
export interface RelyingParty {
  readonly rpId: string;
  /** Exact origins; equality, never suffix matching. */
  readonly origins: readonly string[];
  readonly name: string;
}

/** The choices that WebAuthn leaves to the relying party. Production always runs with `STRICT_POLICY`. */
export interface CeremonyPolicy {
  /** COSE algorithm numbers that may be registered and asserted, most wanted first. */
  readonly algorithms: readonly number[];
  /** Refuse a ceremony without user verification (§7.1 step 16, §7.2 step 17). */
  readonly requireUserVerification: boolean;
  /** Take a ceremony from a frame whose ancestors are of another origin (§7.1 step 10, §7.2 step 13). */
  readonly allowCrossOrigin: boolean;
  /** Origins of the top-level page that may embed us; empty refuses whoever says it was embedded (§7.1 step 11). */
  readonly topOrigins: readonly string[];
  /** TCG vendor ids ("id:53544D20") whose TPM may attest (§8.3.1). */
  readonly tpmManufacturers: ReadonlySet<string>;
  /** An Android key must have been generated in, and be limited to signing by, the trusted environment (§8.4). */
  readonly requireAndroidKeyAuthorizations: boolean;
  /** A U2F key has no model: its AAGUID is zero (CTAP 2.2 §6.1.2 on U2F responses). */
  readonly requireZeroAaguidOfU2f: boolean;
}

export const ES256 = -7;
export const ES384 = -35;
export const ES512 = -36;
const EDDSA = -8;
export const ED448 = -53;
const RS256 = -257;
const ML_DSA_44 = -48;
const ML_DSA_65 = -49;
const ML_DSA_87 = -50;

/** TCG Vendor ID Registry, family 1.2 and 2.0, as four bytes in hexadecimal. */
const TPM_MANUFACTURERS = [
  '414D4400', // AMD
  '414E5400', // Ant Group
  '41544D4C', // Atmel
  '4252434D', // Broadcom
  '4353434F', // Cisco
  '464C5953', // Flyslice
  '474F4F47', // Google
  '48495349', // Huawei
  '48504500', // HPE
  '48504900', // HPI
  '49424D00', // IBM
  '49465800', // Infineon
  '494E5443', // Intel
  '4C454E00', // Lenovo
  '4D534654', // Microsoft
  '4E534700', // NSING
  '4E534D20', // National Semiconductor
  '4E544300', // Nuvoton
  '4E545A00', // Nationz
  '51434F4D', // Qualcomm
  '524F4343', // Rockchip
  '53454345', // SecEdge
  '5345414C', // Wisekey
  '534D534E', // Samsung
  '534D5343', // SMSC
  '534E5300', // Sinosun
  '53544D20', // STMicroelectronics
  '54584E00', // Texas Instruments
  '57454300', // Winbond
].map((hex) => `id:${hex}`);

/** A Node that is linked against an older OpenSSL has no ML-DSA; then it is not offered either. */
function hasMlDsa(): boolean {
  const pub = Buffer.alloc(1312).toString('base64url');
  try {
    createPublicKey({ key: { kty: 'AKP', alg: 'ML-DSA-44', pub }, format: 'jwk' } as JsonWebKeyInput);
    return true;
  } catch {
    return false;
  }
}

export const STRICT_POLICY: CeremonyPolicy = {
  // ES256 first: Firefox up to 118 fails where a security key is offered EdDSA before it, and it is verified faster.
  algorithms: [ES256, EDDSA, RS256, ...(hasMlDsa() ? [ML_DSA_44, ML_DSA_65, ML_DSA_87] : [])],
  requireUserVerification: true,
  allowCrossOrigin: false,
  topOrigins: [],
  tpmManufacturers: new Set(TPM_MANUFACTURERS),
  requireAndroidKeyAuthorizations: true,
  requireZeroAaguidOfU2f: true,
};
