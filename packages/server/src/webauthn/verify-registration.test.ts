import { createHash, sign } from 'node:crypto';
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cbor, cbor } from '../../../../test/support/cbor.ts';
import {
  type CertificateAsked,
  forModel,
  issueAttestation,
  issueCertificate,
  issueRoot,
} from '../../../../test/support/certificate-authority.ts';
import { ALGORITHMS, type Algorithm, coseKey, makeKeyPair } from '../../../../test/support/signing-keys.ts';
import {
  type AuthenticatorTraits,
  type Misbehaviour,
  SoftwareAuthenticator,
} from '../../../../test/support/software-authenticator.ts';
import type { MetadataSource } from './metadata/metadata-source.ts';
import { type CeremonyPolicy, STRICT_POLICY } from './relying-party.ts';
import { type AttestationResponse, type RegistrationVerdict, verifyRegistration } from './verify-registration.ts';

const RP = { rpId: 'holdfast.example', origins: ['https://holdfast.example'], name: 'Holdfast' };
const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');
const OPTIONS = { challenge: CHALLENGE, user: { id: 'aGFuZGxl' } };
const AAGUID = '0a0b0c0d-0000-4000-8000-00000000abcd';
const NOW = Date.UTC(2026, 10, 20);
const DAY_MS = 24 * 60 * 60 * 1000;

const authenticator = (traits: Partial<AuthenticatorTraits> = {}): SoftwareAuthenticator =>
  new SoftwareAuthenticator({ rpId: RP.rpId, origin: 'https://holdfast.example', aaguid: AAGUID, ...traits });

const knowing = (root: Uint8Array, statuses: readonly string[] = [], aaguid = AAGUID): MetadataSource => ({
  no: 1,
  nextUpdate: NOW,
  stale: false,
  find: (asked) => (asked === aaguid ? { description: 'Key', icon: null, roots: [root], statuses } : null),
});

interface Around {
  readonly policy?: CeremonyPolicy;
  readonly metadata?: MetadataSource | null;
  readonly now?: number;
}
const verify = (response: AttestationResponse, { policy = STRICT_POLICY, metadata = null, now = NOW }: Around = {}) =>
  verifyRegistration({ response, challenge: (sent) => sent === CHALLENGE, rp: RP, policy, metadata, now });

const faultOf = (verdict: RegistrationVerdict): string | null => (verdict.ok ? null : verdict.fault);
const trustOf = (verdict: RegistrationVerdict): string =>
  verdict.ok ? verdict.credential.attestationTrust : verdict.fault;

const ALL: CeremonyPolicy = { ...STRICT_POLICY, algorithms: Object.values(ALGORITHMS).map(({ cose }) => cose) };

describe('what a registration must say', () => {
  it('A good one yields what is to be kept of the key', async () => {
    const device = authenticator({
      backupEligible: true,
      backedUp: true,
      attachment: 'platform',
      transports: ['internal', 'hybrid', 'carrier-pigeon'],
    });
    const response = device.register(OPTIONS, { discoverable: true });
    const verdict = await verify(response);
    expect(verdict).toEqual({
      ok: true,
      credential: {
        externalId: device.credentialIds[0],
        publicKeyCose: expect.any(Buffer),
        algorithm: -7,
        signCount: 1,
        aaguid: AAGUID,
        backupEligible: true,
        backedUp: true,
        transports: ['hybrid', 'internal'],
        attachment: 'platform',
        attestationFormat: 'none',
        attestationTrust: 'none',
        attestationObject: Buffer.from(response.response.attestationObject, 'base64url'),
        discoverable: true,
      },
    });
  });

  it.each<[string, Misbehaviour, string | null]>([
    ['nothing wrong', {}, null],
    ['an assertion’s type', { type: 'webauthn.get' }, 'type'],
    ['another challenge', { challenge: Buffer.alloc(32, 8).toString('base64url') }, 'challenge-unknown'],
    ['an origin that ends alike', { origin: 'https://evil-holdfast.example' }, 'origin'],
    ['an origin with a port', { origin: 'https://holdfast.example:444' }, 'origin'],
    ['a frame in another page', { crossOrigin: true }, 'top-origin'],
    ['a frame in a named page', { topOrigin: 'https://top.example' }, 'top-origin'],
    ['another RP id', { rpId: 'example' }, 'rp-id'],
    ['nobody present', { userPresent: false }, 'user-not-present'],
    ['nobody verified', { userVerified: false }, 'user-not-verified'],
    ['backed up without being eligible', { backedUp: true }, 'backup-state'],
    ['another credential id outside than inside', { credentialId: 'AAAA' }, 'credential-id'],
    ['the longest id', { credentialIdBytes: 1023 }, null],
    ['an id too long', { credentialIdBytes: 1024 }, 'credential-id'],
  ])('%s', async (_name, wrong, fault) => {
    expect(faultOf(await verify(authenticator().register(OPTIONS, wrong)))).toBe(fault);
  });

  it('What is no registration is malformed, and never a crash', async () => {
    const good = authenticator().register(OPTIONS);
    const objects = ['', 'AA', '***', Buffer.from(cbor(new Map([['fmt', 'none']]))).toString('base64url')];
    for (const attestationObject of objects) {
      const response = { ...good, response: { ...good.response, attestationObject } };
      expect(faultOf(await verify(response)), attestationObject).toBe('malformed');
    }
    const assertion = authenticator();
    assertion.register(OPTIONS);
    const { authenticatorData } = assertion.assert({ challenge: CHALLENGE }).response;
    const bare = cbor(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', Buffer.from(authenticatorData, 'base64url')],
      ]),
    ).toString('base64url');
    expect(faultOf(await verify({ ...good, response: { ...good.response, attestationObject: bare } }))).toBe(
      'malformed',
    );
  });

  it('A browser that says nothing of discoverability leaves it open', async () => {
    const said = [true, false, null];
    const kept = said.map(async (discoverable) => {
      const verdict = await verify(authenticator().register(OPTIONS, { discoverable }));
      return verdict.ok && verdict.credential.discoverable;
    });
    expect(await Promise.all(kept)).toEqual(said);
  });
});

describe('algorithms', () => {
  it('Production takes EdDSA, ES256, RS256 and ML-DSA, and refuses the others by name', async () => {
    for (const algorithm of Object.keys(ALGORITHMS) as Algorithm[]) {
      const taken = !['ES384', 'ES512', 'Ed448'].includes(algorithm);
      const verdict = await verify(authenticator({ algorithm }).register(OPTIONS));
      expect(faultOf(verdict), algorithm).toBe(taken ? null : 'algorithm');
      if (verdict.ok) expect(verdict.credential.algorithm).toBe(ALGORITHMS[algorithm].cose);
    }
  });

  it('A key that is not what its algorithm says is refused', async () => {
    const { publicKey } = makeKeyPair('ES256');
    const jwk = publicKey.export({ format: 'jwk' });
    const [x, y] = [jwk.x, jwk.y].map((text) => Buffer.from(String(text), 'base64url')) as [Buffer, Buffer];
    const offCurve = Buffer.from(y);
    offCurve[31] = (offCurve[31] ?? 0) ^ 1;
    const long = Buffer.concat([Buffer.alloc(1), x]);
    const keys = [
      { '1': 2, '3': -7, '-1': 1, '-2': x, '-3': offCurve },
      { '1': 2, '3': -7, '-1': 2, '-2': x, '-3': y },
      { '1': 1, '3': -7, '-1': 1, '-2': x, '-3': y },
      { '1': 2, '3': -7, '-1': 1, '-2': x },
      { '1': 2, '3': -7, '-1': 1, '-2': long, '-3': y },
      { '1': 3, '3': -257, '-1': Buffer.alloc(128, 0xff), '-2': Buffer.from([1, 0, 1]) },
      { '1': 3, '3': -257, '-1': Buffer.alloc(256, 0xff), '-2': Buffer.from([1]) },
    ];
    for (const key of keys) {
      const cose = cbor(new Map(Object.entries(key).map(([label, value]) => [Number(label), value])));
      expect(faultOf(await verify(withStatement(cose, () => []))), JSON.stringify(key)).toBe('public-key');
    }
    expect(faultOf(await verify(withStatement(coseKey('ES256', publicKey), () => [])))).toBe(null);
  });
});

/** A good registration, but with `cose` for its key, and attested by `statement` over what is to be signed. */
function withStatement(cose: Uint8Array, statement: (signed: Buffer) => [string, Cbor][]): AttestationResponse {
  const response = authenticator().register(OPTIONS, { discoverable: null });
  const object = Buffer.from(response.response.attestationObject, 'base64url');
  // authData is the last entry: a byte of its length stands after its name, and the key at the end of it.
  const sent = object.subarray(object.indexOf(Buffer.from('authData')) + 'authData'.length + 2);
  const authData = Buffer.concat([sent.subarray(0, 37 + 18 + 32), cose]);
  const clientDataHash = createHash('sha256')
    .update(Buffer.from(response.response.clientDataJSON, 'base64url'))
    .digest();
  const entries = statement(Buffer.concat([authData, clientDataHash]));
  const map = new Map<string, Cbor>([
    ['fmt', entries.length > 0 ? 'packed' : 'none'],
    ['attStmt', new Map(entries)],
    ['authData', authData],
  ]);
  return { ...response, response: { ...response.response, attestationObject: cbor(map).toString('base64url') } };
}

describe('packed attestation', () => {
  const root = issueRoot();
  const attested = (by = root, chain: readonly Uint8Array[] = []) =>
    authenticator({ attestation: { packed: { by, chain } } });

  it('A key may vouch for itself, with each algorithm that the library knows', async () => {
    for (const algorithm of ['ES256', 'ES384', 'EdDSA', 'RS256', 'ML-DSA-44'] as const) {
      const device = authenticator({ algorithm, attestation: 'packed-self' });
      expect(trustOf(await verify(device.register(OPTIONS), { policy: ALL })), algorithm).toBe('self');
      const spoilt = device.register(OPTIONS, { spoilSignature: true });
      expect(trustOf(await verify(spoilt, { policy: ALL })), algorithm).toBe('attestation');
    }
  });

  it('A key that vouches for itself does so with its own algorithm', async () => {
    const digests = ['sha256', 'sha384'] as const;
    const trusts = digests.map(async (digest) => {
      const { privateKey, publicKey } = makeKeyPair('ES256');
      const response = withStatement(coseKey('ES256', publicKey), (signed) => [
        ['alg', digest === 'sha256' ? -7 : -35],
        ['sig', sign(digest, signed, privateKey)],
      ]);
      return trustOf(await verify(response));
    });
    expect(await Promise.all(trusts)).toEqual(['self', 'attestation']);
  });

  it('A signature in BER that is no DER is refused, although the library reads it', async () => {
    const { privateKey, publicKey } = makeKeyPair('ES256');
    const response = withStatement(coseKey('ES256', publicKey), (signed) => {
      const [, length = 0, ...numbers] = sign('sha256', signed, privateKey);
      return [
        ['alg', -7],
        ['sig', Buffer.from([0x30, 0x81, length, ...numbers])],
      ];
    });
    expect(faultOf(await verify(response))).toBe('attestation');
    const { verified } = await verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: CHALLENGE,
      expectedOrigin: RP.origins,
      expectedRPID: RP.rpId,
    });
    expect(verified).toBe(true);
  });

  it('A certificate that chains to the model’s metadata is anchored, also by an intermediate', async () => {
    const intermediate = issueCertificate(root, { commonName: 'Intermediate', ca: true });
    const metadata = knowing(root.der);
    expect(trustOf(await verify(attested().register(OPTIONS), { metadata }))).toBe('anchored');
    const longer = attested(intermediate, [intermediate.der]);
    expect(trustOf(await verify(longer.register(OPTIONS), { metadata }))).toBe('anchored');
    expect(trustOf(await verify(attested(intermediate).register(OPTIONS), { metadata }))).toBe('unanchored');
  });

  it('Two keys of one batch are anchored alike', async () => {
    const device = attested();
    const metadata = knowing(root.der);
    const verdicts = [
      await verify(device.register(OPTIONS), { metadata }),
      await verify(device.register(OPTIONS), { metadata }),
    ];
    expect(verdicts.map(trustOf)).toEqual(['anchored', 'anchored']);
  });

  it('Without metadata, with another root or for another model it is unanchored', async () => {
    const response = attested().register(OPTIONS);
    const others = [null, knowing(issueRoot().der), knowing(root.der, [], 'ffffffff-0000-4000-8000-000000000000')];
    for (const metadata of others) expect(trustOf(await verify(response, { metadata }))).toBe('unanchored');
  });

  it('A model that is reported as broken is refused, even where the key only says that it is one', async () => {
    const metadata = knowing(root.der, ['FIDO_CERTIFIED', 'USER_KEY_PHYSICAL_COMPROMISE']);
    for (const device of [attested(), authenticator(), authenticator({ attestation: 'packed-self' })]) {
      expect(faultOf(await verify(device.register(OPTIONS), { metadata }))).toBe('metadata-status');
    }
  });

  it('At a time when a certificate is not valid it is unanchored', async () => {
    const young = issueRoot({ notBefore: NOW - DAY_MS, notAfter: NOW + DAY_MS });
    const response = attested(young).register(OPTIONS);
    const metadata = knowing(young.der);
    const trusts = [NOW - 2 * DAY_MS, NOW, NOW + 2 * DAY_MS].map(async (now) =>
      trustOf(await verify(response, { metadata, now })),
    );
    expect(await Promise.all(trusts)).toEqual(['unanchored', 'anchored', 'unanchored']);
  });

  it('A signature that does not verify is refused, whoever issued the certificate', async () => {
    const spoilt = attested().register(OPTIONS, { spoilSignature: true });
    expect(faultOf(await verify(spoilt, { metadata: knowing(root.der) }))).toBe('attestation');
  });

  it('A batch certificate that has expired leaves the key unanchored, by the time handed in', async () => {
    const long = issueRoot({ notBefore: Date.UTC(2000, 0), notAfter: Date.UTC(2010, 0) });
    const batch = issueAttestation(long, AAGUID, { notBefore: Date.UTC(2001, 0), notAfter: Date.UTC(2003, 0) });
    const response = authenticator({ attestation: { packed: { by: long, batch } } }).register(OPTIONS);
    const at = (year: number) => trustOf(verify(response, { metadata: knowing(long.der), now: Date.UTC(year, 6) }));
    // No clock of any machine stands where the certificate is valid.
    expect([2000, 2002, 2004].map(at)).toEqual(['unanchored', 'anchored', 'unanchored']);
  });

  it('A certificate that is not for attestation is refused, by us as by the library', async () => {
    const asked: readonly (readonly [string, Partial<CertificateAsked>])[] = [
      ['nothing wrong', {}],
      ['another unit', { unit: 'Sales' }],
      ['a CA', { ca: true }],
      ['another model', { extensions: [forModel('ffffffff-0000-4000-8000-000000000000')] }],
      ['no model', { extensions: [] }],
      ['no country', { country: '' }],
      ['a country by its name', { country: 'AAland' }],
      ['no organisation', { organisation: '' }],
      ['no name', { commonName: '' }],
      ['no constraints', { constrained: false }],
      ['an older version', { version: 2 }],
    ];
    const verdicts: [string, boolean][] = [];
    for (const [name, odd] of asked) {
      const batch = issueAttestation(root, AAGUID, odd);
      const response = authenticator({ attestation: { packed: { by: root, batch } } }).register(OPTIONS);
      const theirs = await verifyRegistrationResponse({
        response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
        expectedChallenge: CHALLENGE,
        expectedOrigin: RP.origins,
        expectedRPID: RP.rpId,
      }).catch(() => ({ verified: false }));
      const ours = verify(response);
      expect(ours.ok, name).toBe(theirs.verified);
      verdicts.push([name, ours.ok]);
    }
    expect(verdicts.filter(([, isTaken]) => isTaken).map(([name]) => name)).toEqual([
      'nothing wrong',
      'no model',
      'no constraints',
    ]);
  });

  it('One bit flipped in an attested registration never leaves it anchored', async () => {
    const response = attested().register(OPTIONS);
    const metadata = knowing(root.der);
    const bytes = Buffer.from(response.response.attestationObject, 'base64url');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const attestationObject = changed.toString('base64url');
        const verdict = await verify(
          { ...response, response: { ...response.response, attestationObject } },
          { metadata },
        );
        expect(trustOf(verdict)).not.toBe('anchored');
      }),
      { numRuns: 400 },
    );
  });
});

it('Formats that we do not know, and the ended SafetyNet, are refused', async () => {
  const response = authenticator().register(OPTIONS);
  const object = Buffer.from(response.response.attestationObject, 'base64url');
  const at = object.indexOf(Buffer.from('none'));
  for (const format of ['android-safetynet', 'compound', 'NONE']) {
    const attestationObject = Buffer.concat([
      object.subarray(0, at - 1),
      cbor(format),
      object.subarray(at + 4),
    ]).toString('base64url');
    const verdict = await verify({ ...response, response: { ...response.response, attestationObject } });
    expect(faultOf(verdict), format).toBe('attestation');
  }
});
