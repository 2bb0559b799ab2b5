// The W3C test vectors (WebAuthn L3 §16): all fifteen with the switches that each needs, and what the strict policy says.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CeremonyFault } from '../../packages/server/src/domain/refusal.ts';
import { importCosePublicKey } from '../../packages/server/src/webauthn/import-cose-public-key.ts';
import type { MetadataSource } from '../../packages/server/src/webauthn/metadata/metadata-source.ts';
import {
  type CeremonyPolicy,
  ED448,
  ES384,
  ES512,
  STRICT_POLICY,
} from '../../packages/server/src/webauthn/relying-party.ts';
import { type VerifiedAssertion, verifyAssertion } from '../../packages/server/src/webauthn/verify-assertion.ts';
import {
  type RegistrationVerdict,
  type VerifiedRegistration,
  verifyRegistration,
} from '../../packages/server/src/webauthn/verify-registration.ts';

interface Vector {
  readonly id: string;
  readonly registration: {
    readonly challenge: string;
    readonly aaguid: string;
    readonly credential_id: string;
    readonly clientDataJSON: string;
    readonly attestationObject: string;
  };
  readonly authentication: {
    readonly challenge: string;
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
}
interface VectorFile {
  readonly rpId: string;
  readonly origin: string;
  readonly topOrigin: string;
  readonly vectors: readonly Vector[];
  readonly attestation_root: { readonly attestation_ca_cert: string };
}

const file = JSON.parse(
  readFileSync(new URL('webauthn-l3-spec/webauthn-l3-test-vectors.json', import.meta.url), 'utf8'),
) as VectorFile;
const { vectors } = file;
const rp = { rpId: file.rpId, origins: [file.origin], name: 'Vectors' };
const NOW = Date.UTC(2026, 10, 20);
const b64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** FIDO metadata that names the vectors' own certificate authority for every model. */
const metadata = (statuses: readonly string[] = []): MetadataSource => ({
  no: 1,
  nextUpdate: NOW,
  stale: false,
  find: () => ({
    description: 'Test vectors',
    icon: null,
    roots: [Buffer.from(file.attestation_root.attestation_ca_cert, 'hex')],
    statuses,
  }),
});

/** Each switch of the policy that some vector needs otherwise than production has it. */
const SWITCHES = {
  requireUserVerification: { requireUserVerification: false },
  allowCrossOrigin: { allowCrossOrigin: true },
  topOrigins: { topOrigins: [file.topOrigin] },
  'algorithms: ES384': { algorithms: [ES384] },
  'algorithms: ES512': { algorithms: [ES512] },
  'algorithms: Ed448': { algorithms: [ED448] },
  tpmManufacturers: { tpmManufacturers: new Set(['id:00000000']) },
  requireAndroidKeyAuthorizations: { requireAndroidKeyAuthorizations: false },
  requireZeroAaguidOfU2f: { requireZeroAaguidOfU2f: false },
} as const satisfies Record<string, Partial<CeremonyPolicy>>;
type Switch = keyof typeof SWITCHES;
type Faults = readonly [registration: CeremonyFault | null, authentication: CeremonyFault | null];

/** By vector: the switches it needs, each with the faults of both ceremonies where that one alone stays strict. */
const NEEDS: Readonly<Record<string, Partial<Record<Switch, Faults>>>> = {
  'none-es256': { requireUserVerification: ['user-not-verified', 'user-not-verified'] },
  'packed-self-es256': { requireUserVerification: [null, 'user-not-verified'] },
  'none-es256-crossOrigin': { allowCrossOrigin: ['top-origin', 'top-origin'] },
  'none-es256-topOrigin': {
    requireUserVerification: ['user-not-verified', null],
    allowCrossOrigin: ['top-origin', 'top-origin'],
    topOrigins: ['top-origin', 'top-origin'],
  },
  'none-es256-long-credential-id': { requireUserVerification: ['user-not-verified', null] },
  'packed-es256': {},
  'packed-es384': {
    requireUserVerification: ['user-not-verified', null],
    'algorithms: ES384': ['algorithm', 'algorithm'],
  },
  'packed-es512': {
    requireUserVerification: [null, 'user-not-verified'],
    'algorithms: ES512': ['algorithm', 'algorithm'],
  },
  'packed-rs256': { requireUserVerification: [null, 'user-not-verified'] },
  'packed-eddsa': { requireUserVerification: ['user-not-verified', 'user-not-verified'] },
  'packed-ed448': {
    requireUserVerification: ['user-not-verified', null],
    'algorithms: Ed448': ['algorithm', 'algorithm'],
  },
  'tpm-es256': { tpmManufacturers: ['attestation', null] },
  'android-key-es256': {
    requireUserVerification: [null, 'user-not-verified'],
    requireAndroidKeyAuthorizations: ['attestation', null],
  },
  'apple-es256': { requireUserVerification: ['user-not-verified', 'user-not-verified'] },
  'fido-u2f-es256': {
    requireUserVerification: ['user-not-verified', 'user-not-verified'],
    requireZeroAaguidOfU2f: ['attestation', null],
  },
};

function policyWith(names: readonly string[]): CeremonyPolicy {
  return names.reduce<CeremonyPolicy>((policy, name) => {
    const opened: Partial<CeremonyPolicy> = SWITCHES[name as Switch];
    // Algorithms are added to those of production; the other switches are set.
    const algorithms = [...policy.algorithms, ...(opened.algorithms ?? [])];
    return { ...policy, ...opened, algorithms };
  }, STRICT_POLICY);
}

function register(vector: Vector, policy: CeremonyPolicy, known = metadata()): RegistrationVerdict {
  const { registration } = vector;
  const id = b64(registration.credential_id);
  return verifyRegistration({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: b64(registration.clientDataJSON),
        attestationObject: b64(registration.attestationObject),
      },
    },
    challenge: (sent) => sent === b64(registration.challenge),
    rp,
    policy,
    metadata: known,
    now: NOW,
  });
}

function authenticate(vector: Vector, credential: VerifiedRegistration, policy: CeremonyPolicy): VerifiedAssertion {
  const { authentication } = vector;
  return verifyAssertion({
    response: {
      id: credential.externalId,
      rawId: credential.externalId,
      type: 'public-key',
      response: {
        clientDataJSON: b64(authentication.clientDataJSON),
        authenticatorData: b64(authentication.authenticatorData),
        signature: b64(authentication.signature),
      },
    },
    challenge: (sent) => sent === b64(authentication.challenge),
    rp,
    policy,
    credential: {
      publicKey: importCosePublicKey(credential.publicKeyCose, credential.algorithm),
      algorithm: credential.algorithm,
      signCount: credential.signCount,
      backupEligible: credential.backupEligible,
    },
  });
}

async function registered(vector: Vector): Promise<VerifiedRegistration> {
  const verdict = await register(vector, policyWith(Object.keys(NEEDS[vector.id] ?? {})));
  if (!verdict.ok) throw new Error(`${vector.id}: ${verdict.fault}`);
  return verdict.credential;
}

const faultOf = (verdict: { readonly ok: boolean; readonly fault?: CeremonyFault }): CeremonyFault | null =>
  verdict.ok ? null : (verdict.fault ?? null);

describe('the W3C vectors', () => {
  it('Registration and authentication pass, 15 of 15, each with the switches that it needs', async () => {
    let passed = 0;
    for (const vector of vectors) {
      const credential = await registered(vector);
      const assertion = authenticate(vector, credential, policyWith(Object.keys(NEEDS[vector.id] ?? {})));
      expect(assertion, vector.id).toMatchObject({ ok: true, counterRegressed: false });
      expect(credential.externalId).toBe(b64(vector.registration.credential_id));
      expect(credential.aaguid).toBe(uuid(vector.registration.aaguid));
      passed += 1;
    }
    expect(passed).toBe(15);
  });

  it('Each switch is needed: with it alone strict just its own ceremonies fail, for its reason', async () => {
    for (const vector of vectors) {
      const needs = NEEDS[vector.id] ?? {};
      const credential = await registered(vector);
      for (const [name, faults] of Object.entries(needs)) {
        const policy = policyWith(Object.keys(needs).filter((other) => other !== name));
        const seen = [await register(vector, policy), authenticate(vector, credential, policy)].map(faultOf);
        expect(seen, `${vector.id} with ${name} strict`).toEqual(faults);
      }
    }
  });

  it('The strict policy takes the one vector that needs no switch, and refuses all others', async () => {
    const taken: string[] = [];
    for (const vector of vectors) {
      const credential = await registered(vector);
      const verdicts = [await register(vector, STRICT_POLICY), authenticate(vector, credential, STRICT_POLICY)];
      if (verdicts.every(({ ok }) => ok)) taken.push(vector.id);
    }
    expect(taken).toEqual(vectors.map(({ id }) => id).filter((id) => Object.keys(NEEDS[id] ?? {}).length === 0));
    expect(taken).toEqual(['packed-es256']);
  });

  it('Every switch of the policy is put to use by a vector', () => {
    const used = new Set(Object.values(NEEDS).flatMap((needs) => Object.keys(needs).map((name) => name.split(':')[0])));
    expect([...used].sort()).toEqual(Object.keys(STRICT_POLICY).sort());
  });
});

describe('trust in the vectors', () => {
  const attested = vectors.filter(({ id }) => !/^none|self/.test(id));

  it('Every vector with a certificate is anchored where metadata names their root', async () => {
    expect(attested).toHaveLength(10);
    for (const vector of attested) {
      expect((await registered(vector)).attestationTrust, vector.id).toBe('anchored');
    }
  });

  it('Without metadata they are unanchored; self attestation is self, and none is none', async () => {
    for (const vector of vectors) {
      const policy = policyWith(Object.keys(NEEDS[vector.id] ?? {}));
      const verdict = await register(vector, policy, { ...metadata(), find: () => null });
      const expected = attested.includes(vector) ? 'unanchored' : vector.id.startsWith('none') ? 'none' : 'self';
      expect(verdict.ok && verdict.credential.attestationTrust, vector.id).toBe(expected);
    }
  });

  it('A model that metadata reports as broken is refused, whatever it attests', async () => {
    const broken = [
      'REVOKED',
      'USER_VERIFICATION_BYPASS',
      'ATTESTATION_KEY_COMPROMISE',
      'USER_KEY_REMOTE_COMPROMISE',
      'USER_KEY_PHYSICAL_COMPROMISE',
      'RETIRED',
    ];
    for (const vector of vectors) {
      const policy = policyWith(Object.keys(NEEDS[vector.id] ?? {}));
      for (const status of broken) {
        const verdict = await register(vector, policy, metadata(['FIDO_CERTIFIED', status]));
        expect(faultOf(verdict), `${vector.id} ${status}`).toBe('metadata-status');
      }
      expect(faultOf(await register(vector, policy, metadata(['FIDO_CERTIFIED_L1', 'UPDATE_AVAILABLE'])))).toBe(null);
    }
  });

  it('One bit flipped in an attestation object never leaves it anchored, U2F apart', async () => {
    // U2F signs neither model, flags nor counter (§8.6): which is why production takes no AAGUID from it.
    const whole = attested.filter(({ id }) => !id.startsWith('fido-u2f'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), fc.nat(), fc.nat({ max: 7 }), async (vector, place, bit) => {
        const bytes = Buffer.from(vector.registration.attestationObject, 'hex');
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const registration = { ...vector.registration, attestationObject: bytes.toString('hex') };
        const policy = policyWith(Object.keys(NEEDS[vector.id] ?? {}));
        const verdict = await register({ ...vector, registration }, policy);
        expect(verdict.ok && verdict.credential.attestationTrust, `${vector.id} at ${at}`).not.toBe('anchored');
      }),
      { numRuns: 1500 },
    );
  });

  it('An assertion with one bit flipped is refused', async () => {
    for (const vector of vectors) {
      const needs = policyWith(Object.keys(NEEDS[vector.id] ?? {}));
      const credential = await registered(vector);
      const flip = (hex: string, at: number): string => {
        const bytes = Buffer.from(hex, 'hex');
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return bytes.toString('hex');
      };
      const { authentication } = vector;
      for (const name of ['authenticatorData', 'clientDataJSON', 'signature'] as const) {
        const last = authentication[name].length / 2 - 1;
        for (const at of [0, last >> 1, last]) {
          const changed = { ...vector, authentication: { ...authentication, [name]: flip(authentication[name], at) } };
          expect(authenticate(changed, credential, needs).ok, `${vector.id} ${name} at ${at}`).toBe(false);
        }
      }
    }
  });

  it('A statement of another registration is refused, and without one there is nothing to tell', async () => {
    for (const vector of vectors) {
      const { registration } = vector;
      // A space after the JSON: the same to every reader, but another hash.
      const clientDataJSON = `${registration.clientDataJSON}20`;
      const policy = policyWith(Object.keys(NEEDS[vector.id] ?? {}));
      const verdict = await register({ ...vector, registration: { ...registration, clientDataJSON } }, policy);
      expect(faultOf(verdict), vector.id).toBe(vector.id.startsWith('none') ? null : 'attestation');
    }
  });
});
