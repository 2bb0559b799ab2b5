// An authenticator in software, for tests and load: it registers and asserts as a real one would, and misbehaves on request.

import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Cbor, cbor } from './cbor.ts';
import { type Issued, issueAttestation } from './certificate-authority.ts';
import { ALGORITHMS, type Algorithm, coseKey, makeKeyPair, signWith } from './signing-keys.ts';

/**
 * `packed`: attested by a batch certificate that `packed.by` issued, with `packed.chain` between it and the root.
 * `packed.batch`: that very certificate, where it is to be odd.
 */
export type Attestation =
  | 'none'
  | 'packed-self'
  | { readonly packed: { readonly by: Issued; readonly chain?: readonly Uint8Array[]; readonly batch?: Issued } };

export interface AuthenticatorTraits {
  readonly rpId: string;
  readonly origin: string;
  /** Default: all zeros, as providers have it that do not say. */
  readonly aaguid?: string;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  /** Default: cross-platform. */
  readonly attachment?: 'platform' | 'cross-platform';
  /** Default: usb. */
  readonly transports?: readonly string[];
  /** Default: ES256. */
  readonly algorithm?: Algorithm;
  /** Default: none. */
  readonly attestation?: Attestation;
}

/** What to do wrong, once. */
export interface Misbehaviour {
  readonly origin?: string;
  /** Sets crossOrigin too, unless that is said apart. */
  readonly topOrigin?: string;
  readonly crossOrigin?: boolean;
  readonly type?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  readonly signCount?: number;
  readonly userHandle?: string | null;
  /** Says this id; a registration still makes, and signs, its own. */
  readonly credentialId?: string;
  /** The length of the id that a registration makes. */
  readonly credentialIdBytes?: number;
  /** Which of several credentials asserts, allowed or not. */
  readonly with?: string;
  readonly spoilSignature?: boolean;
  /** Registers although the options exclude a credential that is on it. */
  readonly ignoreExclusion?: boolean;
  /** What credProps says; null leaves it out. */
  readonly discoverable?: boolean | null;
}

interface Resident {
  readonly id: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  signCount: number;
}

export interface CreationLike {
  readonly challenge: string;
  readonly user: { readonly id: string };
  readonly excludeCredentials?: readonly { readonly id: string }[];
}
export interface RequestLike {
  readonly challenge: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

const NO_MODEL = '00000000-0000-0000-0000-000000000000';
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();
const b64 = (data: Uint8Array): string => Buffer.from(data).toString('base64url');

export class SoftwareAuthenticator {
  readonly #traits: AuthenticatorTraits;
  readonly #algorithm: Algorithm;
  readonly #aaguid: string;
  readonly #residents: Resident[] = [];
  /** One certificate for all credentials: it says the model, not the device (§14.4.1). */
  #batch: Issued | null = null;

  constructor(traits: AuthenticatorTraits) {
    this.#traits = traits;
    this.#algorithm = traits.algorithm ?? 'ES256';
    this.#aaguid = traits.aaguid ?? NO_MODEL;
  }

  /** Oldest first, base64url. */
  get credentialIds(): readonly string[] {
    return this.#residents.map((resident) => resident.id);
  }

  /** RegistrationResponseJSON. @throws where the options exclude a credential that is on it, as a real one refuses. */
  register(options: CreationLike, wrong: Misbehaviour = {}) {
    const excluded = new Set((options.excludeCredentials ?? []).map((descriptor) => descriptor.id));
    if (!wrong.ignoreExclusion && this.#residents.some((resident) => excluded.has(resident.id))) {
      throw new Error('InvalidStateError: this authenticator holds one of the excluded credentials');
    }
    const { publicKey, privateKey } = makeKeyPair(this.#algorithm);
    const id = randomBytes(wrong.credentialIdBytes ?? 32);
    const resident: Resident = { id: b64(id), userHandle: options.user.id, privateKey, signCount: 0 };
    this.#residents.push(resident);
    const idLength = Buffer.from([id.length >> 8, id.length & 255]);
    const aaguid = Buffer.from(this.#aaguid.replaceAll('-', ''), 'hex');
    const authData = Buffer.concat([
      this.#authData(resident, wrong, 0x40),
      aaguid,
      idLength,
      id,
      coseKey(this.#algorithm, publicKey),
    ]);
    const clientData = this.#clientData('webauthn.create', options.challenge, wrong);
    const [format, statement] = this.#attest(Buffer.concat([authData, sha256(clientData)]), resident, wrong);
    const attestation = new Map<string, Cbor>([
      ['fmt', format],
      ['attStmt', statement],
      ['authData', authData],
    ]);
    const externalId = wrong.credentialId ?? resident.id;
    const discoverable = wrong.discoverable === undefined ? true : wrong.discoverable;
    return {
      id: externalId,
      rawId: externalId,
      type: 'public-key' as const,
      authenticatorAttachment: this.#traits.attachment ?? ('cross-platform' as const),
      clientExtensionResults: discoverable === null ? {} : { credProps: { rk: discoverable } },
      response: {
        clientDataJSON: b64(clientData),
        attestationObject: b64(cbor(attestation)),
        transports: [...(this.#traits.transports ?? ['usb'])],
      },
    };
  }

  /** AuthenticationResponseJSON by the newest resident credential that the options allow. @throws where there is none. */
  assert(options: RequestLike, wrong: Misbehaviour = {}) {
    const allowed = new Set((options.allowCredentials ?? []).map((descriptor) => descriptor.id));
    const resident = this.#residents.findLast((one) =>
      wrong.with === undefined ? allowed.size === 0 || allowed.has(one.id) : one.id === wrong.with,
    );
    if (!resident) throw new Error('this authenticator holds none of the allowed credentials');
    const authenticatorData = this.#authData(resident, wrong, 0);
    const clientData = this.#clientData('webauthn.get', options.challenge, wrong);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    const signature = signWith(this.#algorithm, resident.privateKey, signed);
    if (wrong.spoilSignature) spoil(signature);
    const externalId = wrong.credentialId ?? resident.id;
    const userHandle = wrong.userHandle === undefined ? resident.userHandle : wrong.userHandle;
    return {
      id: externalId,
      rawId: externalId,
      type: 'public-key' as const,
      authenticatorAttachment: this.#traits.attachment ?? ('cross-platform' as const),
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(authenticatorData),
        signature: b64(signature),
        ...(userHandle === null ? {} : { userHandle }),
      },
    };
  }

  #attest(signed: Uint8Array, resident: Resident, wrong: Misbehaviour): [string, Map<string, Cbor>] {
    const { attestation = 'none' } = this.#traits;
    if (attestation === 'none') return ['none', new Map()];
    if (attestation === 'packed-self') {
      const sig = signWith(this.#algorithm, resident.privateKey, signed);
      if (wrong.spoilSignature) spoil(sig);
      return [
        'packed',
        new Map<string, Cbor>([
          ['alg', ALGORITHMS[this.#algorithm].cose],
          ['sig', sig],
        ]),
      ];
    }
    this.#batch ??= attestation.packed.batch ?? issueAttestation(attestation.packed.by, this.#aaguid);
    const sig = sign('sha256', signed, this.#batch.privateKey);
    if (wrong.spoilSignature) spoil(sig);
    const x5c = [this.#batch.der, ...(attestation.packed.chain ?? [])];
    return [
      'packed',
      new Map<string, Cbor>([
        ['alg', ALGORITHMS.ES256.cose],
        ['sig', sig],
        ['x5c', x5c],
      ]),
    ];
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
        crossOrigin: wrong.crossOrigin ?? wrong.topOrigin !== undefined,
        ...(wrong.topOrigin === undefined ? {} : { topOrigin: wrong.topOrigin }),
      }),
    );
  }
}

function spoil(signature: Buffer): void {
  signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
}
