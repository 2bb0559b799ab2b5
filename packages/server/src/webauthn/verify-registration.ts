// Verifies a registration (WebAuthn L3 §7.1). Our own checks come first and name what is wrong; the library then
// verifies the attestation statement, and FIDO metadata says whether its maker is known.

import type { AttestationTrust, Transport } from '../domain/credential/credential.ts';
import { TRANSPORTS } from '../domain/credential/credential.ts';
import type { CeremonyFault } from '../domain/refusal.ts';
import { readAuthenticatorHead } from './authenticator-data.ts';
import { judgeClientData } from './client-data.ts';
import { importCosePublicKey } from './import-cose-public-key.ts';
import { judgeTrust } from './judge-trust.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';
import type { CeremonyPolicy, RelyingParty } from './relying-party.ts';

/** RegistrationResponseJSON (§5.1.9); every byte string is base64url. */
export interface AttestationResponse {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment?: string | null;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[];
  };
}

export interface RegistrationExpected {
  readonly response: AttestationResponse;
  readonly challenge: (challenge: string) => boolean;
  readonly rp: RelyingParty;
  readonly policy: CeremonyPolicy;
  readonly metadata: MetadataSource | null;
  readonly now: number;
}

export interface VerifiedRegistration {
  readonly externalId: string;
  readonly publicKeyCose: Uint8Array;
  readonly algorithm: number;
  readonly signCount: number;
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly transports: readonly Transport[];
  readonly attachment: 'platform' | 'cross-platform' | null;
  readonly attestationFormat: string;
  readonly attestationTrust: AttestationTrust;
  readonly attestationObject: Uint8Array;
}

export type RegistrationVerdict =
  | { readonly ok: true; readonly credential: VerifiedRegistration }
  | { readonly ok: false; readonly fault: CeremonyFault };

const CREDENTIAL_ID_BYTES_MAX = 1023;
const fail = (fault: CeremonyFault): RegistrationVerdict => ({ ok: false, fault });

export async function verifyRegistration(expected: RegistrationExpected): Promise<RegistrationVerdict> {
  const { response, rp, policy } = expected;
  if (response.id !== response.rawId) return fail('credential-id');
  const clientData = Buffer.from(response.response.clientDataJSON, 'base64url');
  const clientFault = judgeClientData(clientData, {
    type: 'webauthn.create',
    challenge: expected.challenge,
    rp,
    policy,
  });
  if (clientFault) return fail(clientFault);
  const attestationObject = Buffer.from(response.response.attestationObject, 'base64url');
  // Loaded at the first registration: the library and its certificate code are large, and starting needs neither.
  const { decodeAttestationObject, parseAuthenticatorData, isoCBOR } = await import('@simplewebauthn/server/helpers');
  let parsed: ReturnType<typeof parseAuthenticatorData>;
  let format: string;
  let algorithm: number;
  let chain: readonly Uint8Array[];
  try {
    const decoded = decodeAttestationObject(new Uint8Array(attestationObject));
    format = decoded.get('fmt');
    chain = decoded.get('attStmt').get('x5c') ?? [];
    parsed = parseAuthenticatorData(decoded.get('authData'));
    const head = readAuthenticatorHead(decoded.get('authData'), rp, policy);
    if (!head.ok) return head;
    const key = isoCBOR.decodeFirst<Map<number, unknown>>(parsed.credentialPublicKey ?? new Uint8Array());
    algorithm = Number(key.get(3));
  } catch {
    return fail('malformed');
  }
  const { credentialID, credentialPublicKey, aaguid } = parsed;
  if (!credentialID || !credentialPublicKey || !aaguid) return fail('malformed');
  const externalId = Buffer.from(credentialID).toString('base64url');
  if (credentialID.length > CREDENTIAL_ID_BYTES_MAX || externalId !== response.id) return fail('credential-id');
  if (!policy.algorithms.includes(algorithm)) return fail('algorithm');
  try {
    importCosePublicKey(credentialPublicKey, algorithm);
  } catch {
    return fail('public-key');
  }
  if (!(await isAttestationValid(expected))) return fail('attestation');
  const uuid = toUuid(aaguid);
  const trust = judgeTrust({ format, chain, aaguid: uuid, metadata: expected.metadata, now: expected.now });
  if (!trust.ok) return trust;
  const { attachment, transports } = claimsOf(response);
  return {
    ok: true,
    credential: {
      externalId,
      publicKeyCose: Buffer.from(credentialPublicKey),
      algorithm,
      signCount: parsed.counter,
      aaguid: uuid,
      backupEligible: parsed.flags.be,
      backedUp: parsed.flags.bs,
      transports,
      attachment,
      attestationFormat: format,
      attestationTrust: trust.trust,
      attestationObject,
    },
  };
}

/** The attestation statement, by format (§8). Everything around it was checked before. */
async function isAttestationValid({ response, rp, policy }: RegistrationExpected): Promise<boolean> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified } = await verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: () => true,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.rpId,
      requireUserVerification: policy.requireUserVerification,
      supportedAlgorithmIDs: [...policy.algorithms],
    });
    return verified;
  } catch {
    return false;
  }
}

/** What the browser adds unsigned: hints for later ceremonies, never proof. */
function claimsOf({
  authenticatorAttachment,
  response,
}: AttestationResponse): Pick<VerifiedRegistration, 'transports' | 'attachment'> {
  const said = new Set(response.transports ?? []);
  return {
    transports: TRANSPORTS.filter((transport) => said.has(transport)),
    attachment:
      authenticatorAttachment === 'platform' || authenticatorAttachment === 'cross-platform'
        ? authenticatorAttachment
        : null,
  };
}

const toUuid = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
