// An authenticator in software, for tests and load: it registers and asserts as a real one would, and misbehaves on request.

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface AuthenticatorTraits {
  readonly rpId: string;
  readonly origin: string;
  readonly aaguid?: string;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  readonly attachment?: 'platform' | 'cross-platform';
  readonly transports?: readonly string[];
}

/** What to do wrong, once. */
export interface Misbehaviour {
  readonly origin?: string;
  readonly topOrigin?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  readonly signCount?: number;
  readonly userHandle?: string | null;
  readonly credentialId?: string;
  readonly spoilSignature?: boolean;
}

interface Resident {
  readonly id: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  signCount: number;
}

interface CreationLike {
  readonly challenge: string;
  readonly user: { readonly id: string };
  readonly excludeCredentials?: readonly { readonly id: string }[];
}
interface RequestLike {
  readonly challenge: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();
const b64 = (data: Uint8Array): string => Buffer.from(data).toString('base64url');

// CBOR (RFC 8949), only what an attestation object and an EC2 key need.
const head = (major: number, length: number): Buffer =>
  length < 24
    ? Buffer.from([(major << 5) | length])
    : length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
const cborBytes = (data: Uint8Array): Buffer => Buffer.concat([head(2, data.length), data]);
const cborText = (text: string): Buffer => Buffer.concat([head(3, text.length), Buffer.from(text)]);

function coseOf(publicKey: KeyObject): Buffer {
  const jwk = publicKey.export({ format: 'jwk' });
  const coordinate = (text: string | undefined): Buffer => cborBytes(Buffer.from(text ?? '', 'base64url'));
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    coordinate(jwk.x),
    Buffer.from([0x22]),
    coordinate(jwk.y),
  ]);
}

export class SoftwareAuthenticator {
  readonly #traits: AuthenticatorTraits;
  readonly #residents: Resident[] = [];

  constructor(traits: AuthenticatorTraits) {
    this.#traits = traits;
  }

  get credentialIds(): readonly string[] {
    return this.#residents.map((resident) => resident.id);
  }

  /** RegistrationResponseJSON with attestation "none". */
  register(options: CreationLike, wrong: Misbehaviour = {}) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    const resident: Resident = { id: b64(id), userHandle: options.user.id, privateKey, signCount: 0 };
    this.#residents.push(resident);
    const aaguid = Buffer.from((this.#traits.aaguid ?? '00000000-0000-0000-0000-000000000000').replaceAll('-', ''), 'hex');
    const authData = Buffer.concat([
      this.#authData(resident, wrong, 0x40),
      aaguid,
      Buffer.from([0, id.length]),
      id,
      coseOf(publicKey),
    ]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      Buffer.from([0xa0]),
      cborText('authData'),
      cborBytes(authData),
    ]);
    const externalId = wrong.credentialId ?? resident.id;
    return {
      id: externalId,
      rawId: externalId,
      type: 'public-key' as const,
      authenticatorAttachment: this.#traits.attachment ?? 'cross-platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(this.#clientData('webauthn.create', options.challenge, wrong)),
        attestationObject: b64(attestationObject),
        transports: [...(this.#traits.transports ?? ['usb'])],
      },
    };
  }

  /** AuthenticationResponseJSON by the newest resident credential that the options allow. */
  assert(options: RequestLike, wrong: Misbehaviour = {}) {
    const allowed = new Set((options.allowCredentials ?? []).map((descriptor) => descriptor.id));
    const resident = this.#residents.findLast((one) => allowed.size === 0 || allowed.has(one.id));
    if (!resident) throw new Error('this authenticator holds none of the allowed credentials');
    const authenticatorData = this.#authData(resident, wrong, 0);
    const clientData = this.#clientData('webauthn.get', options.challenge, wrong);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), resident.privateKey);
    if (wrong.spoilSignature) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    const externalId = wrong.credentialId ?? resident.id;
    const userHandle = wrong.userHandle === undefined ? resident.userHandle : wrong.userHandle;
    return {
      id: externalId,
      rawId: externalId,
      type: 'public-key' as const,
      authenticatorAttachment: this.#traits.attachment ?? 'cross-platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(authenticatorData),
        signature: b64(signature),
        ...(userHandle === null ? {} : { userHandle }),
      },
    };
  }

  #authData(resident: Resident, wrong: Misbehaviour, flags: number): Buffer {
    resident.signCount += 1;
    const bytes = Buffer.alloc(37);
    sha256(wrong.rpId ?? this.#traits.rpId).copy(bytes);
    const set = (on: boolean, bit: number): number => (on ? bit : 0);
    bytes[32] =
      flags |
      set(wrong.userPresent ?? true, 0x01) |
      set(wrong.userVerified ?? true, 0x04) |
      set(wrong.backupEligible ?? this.#traits.backupEligible ?? false, 0x08) |
      set(wrong.backedUp ?? this.#traits.backedUp ?? false, 0x10);
    bytes.writeUInt32BE(wrong.signCount ?? resident.signCount, 33);
    return bytes;
  }

  #clientData(type: string, challenge: string, wrong: Misbehaviour): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: wrong.type ?? type,
        challenge: wrong.challenge ?? challenge,
        origin: wrong.origin ?? this.#traits.origin,
        crossOrigin: wrong.topOrigin !== undefined,
        ...(wrong.topOrigin === undefined ? {} : { topOrigin: wrong.topOrigin }),
      }),
    );
  }
}
