// Verifies a registration (WebAuthn L3 §7.1). Each check of our own names what is wrong; then the attestation statement
// is verified by its format, and FIDO metadata says whether its maker is known.

import { hash, type KeyObject } from 'node:crypto';
import { decodeCBOR } from '@levischuck/tiny-cbor';
import type { AttestationTrust, Transport } from '../domain/credential/credential.ts';
import { TRANSPORTS } from '../domain/credential/credential.ts';
import type { CeremonyFault } from '../domain/refusal.ts';
import { readBase64url } from '../platform/read-base64url.ts';
import { verifyStatement } from './attestation/verify-statement.ts';
import { type AttestedCredential, readAuthenticatorData } from './authenticator-data.ts';
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
  readonly clientExtensionResults?: { readonly credProps?: { readonly rk?: boolean } };
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
  /** The browser's word (credProps, §10.1.3); null where it says nothing. */
  readonly discoverable: boolean | null;
}

export type RegistrationVerdict =
  | { readonly ok: true; readonly credential: VerifiedRegistration }
  | { readonly ok: false; readonly fault: CeremonyFault };

const CREDENTIAL_ID_BYTES_MAX = 1023;
const fail = (fault: CeremonyFault): { readonly ok: false; readonly fault: CeremonyFault } => ({ ok: false, fault });

export function verifyRegistration(expected: RegistrationExpected): RegistrationVerdict {
  const { response, rp, policy } = expected;
  if (response.id === '' || response.id !== response.rawId) return fail('credential-id');
  if (response.type !== 'public-key') return fail('malformed');
  const clientData = readBase64url(response.response.clientDataJSON);
  const attestationObject = readBase64url(response.response.attestationObject);
  if (!clientData || !attestationObject) return fail('malformed');
  const { challenge } = expected;
  const fault = judgeClientData(clientData, { type: 'webauthn.create', challenge, rp, policy });
  if (fault) return fail(fault);
  const object = readObject(attestationObject);
  if (!object) return fail('malformed');
  const read = readAuthenticatorData(object.authenticatorData, rp, policy);
  if (!read.ok) return read;
  const { attested } = read.data;
  if (!attested) return fail('malformed');
  const { credentialId, aaguid } = attested;
  const externalId = Buffer.from(credentialId).toString('base64url');
  if (credentialId.length > CREDENTIAL_ID_BYTES_MAX || externalId !== response.id) return fail('credential-id');
  const key = readKey(attested, policy);
  if (!key.ok) return key;
  const statement = verifyStatement(object.format, {
    fields: object.statement,
    authenticatorData: object.authenticatorData,
    clientDataHash: hash('sha256', clientData, 'buffer'),
    aaguid,
    credentialId,
    credential: key,
    policy,
  });
  if (!statement) return fail('attestation');
  const uuid = toUuid(aaguid);
  const { metadata, now } = expected;
  const verdict = judgeTrust({ format: object.format, statement, aaguid: uuid, metadata, now });
  if (!verdict.ok) return verdict;
  return {
    ok: true,
    credential: {
      externalId,
      publicKeyCose: Buffer.from(attested.publicKeyCose),
      algorithm: key.algorithm,
      signCount: read.data.signCount,
      aaguid: uuid,
      backupEligible: read.data.backupEligible,
      backedUp: read.data.backedUp,
      ...claimsOf(response),
      attestationFormat: object.format,
      attestationTrust: verdict.trust,
      attestationObject,
    },
  };
}

interface AttestationObject {
  readonly format: string;
  readonly statement: ReadonlyMap<unknown, unknown>;
  readonly authenticatorData: Uint8Array;
}

/** §6.5.4. Null when it is not of that form. */
function readObject(bytes: Uint8Array): AttestationObject | null {
  try {
    const map = decodeCBOR(new Uint8Array(bytes));
    if (!(map instanceof Map)) return null;
    const [format, statement, authenticatorData] = [map.get('fmt'), map.get('attStmt'), map.get('authData')];
    if (typeof format !== 'string' || !(statement instanceof Map) || !(authenticatorData instanceof Uint8Array)) {
      return null;
    }
    return { format, statement, authenticatorData };
  } catch {
    return null;
  }
}

interface CredentialKey {
  readonly ok: true;
  readonly algorithm: number;
  readonly publicKey: KeyObject;
  readonly cose: ReadonlyMap<unknown, unknown>;
}

function readKey(
  { publicKeyCose }: AttestedCredential,
  policy: CeremonyPolicy,
): CredentialKey | { readonly ok: false; readonly fault: CeremonyFault } {
  try {
    // authenticator-data.ts has seen that it is a map.
    const cose = decodeCBOR(new Uint8Array(publicKeyCose)) as ReadonlyMap<unknown, unknown>;
    const algorithm = Number(cose.get(3));
    if (!policy.algorithms.includes(algorithm)) return fail('algorithm');
    return { ok: true, algorithm, publicKey: importCosePublicKey(publicKeyCose, algorithm), cose };
  } catch {
    return fail('public-key');
  }
}

/** What the browser adds unsigned: hints for later ceremonies, never proof. */
function claimsOf({
  authenticatorAttachment,
  clientExtensionResults,
  response,
}: AttestationResponse): Pick<VerifiedRegistration, 'transports' | 'attachment' | 'discoverable'> {
  const said = new Set(response.transports ?? []);
  const isAttachment = authenticatorAttachment === 'platform' || authenticatorAttachment === 'cross-platform';
  return {
    transports: TRANSPORTS.filter((transport) => said.has(transport)),
    attachment: isAttachment ? authenticatorAttachment : null,
    discoverable: clientExtensionResults?.credProps?.rk ?? null,
  };
}

const toUuid = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
