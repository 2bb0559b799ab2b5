// A P-256 key that registers and asserts as an authenticator would, for any number of credential ids.

import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto';

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const UP_UV = 0x05;
const ATTESTED = 0x40;

export class SigningKey {
  readonly #privateKey: KeyObject;
  readonly #origin: string;
  readonly #rpIdHash: Buffer;
  #counter = 0;
  readonly spki: Buffer;
  readonly cose: Buffer;

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#privateKey = privateKey;
    this.#origin = origin;
    this.#rpIdHash = hash('sha256', 'localhost', 'buffer');
    this.spki = publicKey.export({ format: 'der', type: 'spki' });
    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    this.cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
  }

  /** CBOR of attestation "none" for a 32-byte credential id. */
  attestationObject(credentialId: Buffer): Buffer {
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credentialId.length]), credentialId, this.cose]);
    const authData = Buffer.concat([this.#authData(UP_UV | ATTESTED), attested]);
    // {"fmt": "none", "attStmt": {}, "authData": bytes}
    const head = Buffer.concat([
      Buffer.from('\xa3cfmtdnonegattStmt\xa0hauthDataX', 'latin1'),
      Buffer.from([authData.length]),
    ]);
    return Buffer.concat([head, authData]);
  }

  /** RegistrationResponseJSON. */
  register(challenge: string, credentialId: Buffer) {
    const id = b64(credentialId);
    return {
      ...credential(id),
      response: {
        clientDataJSON: b64(this.#clientData('webauthn.create', challenge)),
        attestationObject: b64(this.attestationObject(credentialId)),
        transports: ['internal'],
      },
    };
  }

  /** AuthenticationResponseJSON. The counter rises over all credentials of the key, so that it rises for each. */
  assert(challenge: string, id: string, userHandle?: string) {
    const clientData = this.#clientData('webauthn.get', challenge);
    const authData = this.#authData(UP_UV);
    const signed = Buffer.concat([authData, hash('sha256', clientData, 'buffer')]);
    return {
      ...credential(id),
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(authData),
        signature: b64(sign('sha256', signed, this.#privateKey)),
        ...(userHandle === undefined ? {} : { userHandle }),
      },
    };
  }

  #authData(flags: number): Buffer {
    const bytes = Buffer.alloc(37);
    this.#rpIdHash.copy(bytes);
    bytes[32] = flags;
    bytes.writeUInt32BE(++this.#counter, 33);
    return bytes;
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }
}

const credential = (id: string) => ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} });
