import { createHash, type KeyObject } from 'node:crypto';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cbor } from '../../../../test/support/cbor.ts';
import { ALGORITHMS, type Algorithm, coseKey, makeKeyPair, signWith } from '../../../../test/support/signing-keys.ts';
import { SoftwareAuthenticator } from '../../../../test/support/software-authenticator.ts';
import { importCosePublicKey } from './import-cose-public-key.ts';
import { type CeremonyPolicy, STRICT_POLICY } from './relying-party.ts';
import { type AssertionResponse, type VerifiedAssertion, verifyAssertion } from './verify-assertion.ts';

const RP = { rpId: 'holdfast.example', origins: ['https://holdfast.example'], name: 'Holdfast' };
const [ORIGIN = ''] = RP.origins;
const TOP = 'https://top.example';
const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');
const STORED_COUNT = 5;
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

interface Key {
  readonly algorithm: Algorithm;
  readonly privateKey: KeyObject;
  readonly cose: Buffer;
  readonly publicKey: KeyObject;
}
function makeKey(algorithm: Algorithm): Key {
  const { publicKey, privateKey } = makeKeyPair(algorithm);
  const cose = coseKey(algorithm, publicKey);
  return { algorithm, privateKey, cose, publicKey: importCosePublicKey(cose, ALGORITHMS[algorithm].cose) };
}
/** Those that the library verifies, too. */
const KEYS = (['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'ML-DSA-44'] as const).map(makeKey);
const [KEY] = KEYS as [Key, ...Key[]];

/** Wide open where the library is, so that the two can be compared. */
const OPEN: CeremonyPolicy = {
  ...STRICT_POLICY,
  algorithms: Object.values(ALGORITHMS).map(({ cose }) => cose),
  allowCrossOrigin: true,
  topOrigins: [TOP],
};

function ours(response: AssertionResponse, key: Key, policy = OPEN, backupEligible?: boolean): VerifiedAssertion {
  const flags = Buffer.from(String(response.response.authenticatorData), 'base64url')[32] ?? 0;
  return verifyAssertion({
    response,
    challenge: (sent) => sent === CHALLENGE,
    rp: RP,
    policy,
    credential: {
      publicKey: key.publicKey,
      algorithm: ALGORITHMS[key.algorithm].cose,
      signCount: STORED_COUNT,
      // The library does not know what was stored; where the two are compared, it is what is said now.
      backupEligible: backupEligible ?? (flags & 0x08) !== 0,
    },
  });
}

async function theirs(response: AssertionResponse, key: Key): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} } as Parameters<
        typeof verifyAuthenticationResponse
      >[0]['response'],
      expectedChallenge: CHALLENGE,
      expectedOrigin: RP.origins,
      expectedRPID: RP.rpId,
      expectedTopOrigin: TOP,
      credential: { id: response.id, publicKey: new Uint8Array(key.cose), counter: STORED_COUNT },
    });
    return verified;
  } catch {
    return false;
  }
}

/** Everything that an authenticator and a browser may say, rightly signed over whatever it is. */
interface Said {
  readonly rpId: string;
  readonly flags: number;
  readonly signCount: number;
  /** After the counter. */
  readonly rest: Uint8Array;
  readonly clientData: Readonly<Record<string, unknown>>;
}
const GOOD: Said = {
  rpId: RP.rpId,
  flags: 0x05,
  signCount: STORED_COUNT + 1,
  rest: Buffer.alloc(0),
  clientData: { type: 'webauthn.get', challenge: CHALLENGE, origin: ORIGIN, crossOrigin: false },
};

function speak(said: Said, key: Key): AssertionResponse {
  const head = Buffer.alloc(5);
  head[0] = said.flags;
  head.writeUInt32BE(said.signCount, 1);
  const authenticatorData = Buffer.concat([sha256(said.rpId), head, said.rest]);
  return signed(authenticatorData, Buffer.from(JSON.stringify(said.clientData)), key);
}

function signed(authenticatorData: Buffer, clientData: Buffer, key: Key): AssertionResponse {
  const signature = signWith(key.algorithm, key.privateKey, Buffer.concat([authenticatorData, sha256(clientData)]));
  return {
    id: 'AAEC',
    rawId: 'AAEC',
    type: 'public-key',
    response: {
      clientDataJSON: b64(clientData),
      authenticatorData: b64(authenticatorData),
      signature: b64(signature),
    },
  };
}

const anyKey = fc.constantFrom(...KEYS);
const attested = Buffer.concat([Buffer.alloc(16, 3), Buffer.from([0, 4, 9, 9, 9, 9]), KEY.cose]);
const extensions = cbor(
  new Map<string, number | Uint8Array>([
    ['credProtect', 2],
    ['hmac-secret', Buffer.alloc(4)],
  ]),
);
const rests = [Buffer.alloc(0), attested, extensions, Buffer.concat([attested, extensions]), Buffer.from([0xa0, 0])];
const oddly = (right: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<unknown>(right) },
    fc.constantFrom<unknown>(undefined, null, 1, '', `${right}x`),
  );

/** Random bytes, but not what the library takes for extensions although it is no map; see below. */
const garbage = fc.uint8Array({ maxLength: 8 }).filter(([first = 0]) => ![2, 3, 4].includes(first >> 5));

const anySaid: fc.Arbitrary<Said> = fc.record({
  rpId: fc.oneof({ weight: 8, arbitrary: fc.constant(RP.rpId) }, fc.constantFrom('example', `x.${RP.rpId}`)),
  flags: fc.oneof(fc.constantFrom(0x05, 0x0d, 0x1d, 0x85, 0x45, 0xc5), fc.integer({ min: 0, max: 255 })),
  signCount: fc.constantFrom(0, STORED_COUNT - 1, STORED_COUNT, STORED_COUNT + 1, 0xffffffff),
  rest: fc.oneof({ weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) }, fc.constantFrom(...rests), garbage),
  clientData: fc.record(
    {
      type: oddly('webauthn.get'),
      challenge: oddly(CHALLENGE),
      origin: oddly(ORIGIN),
      crossOrigin: fc.constantFrom(undefined, false, true),
      topOrigin: fc.constantFrom(undefined, undefined, TOP, ORIGIN, 'https://top.example.evil.example'),
    },
    { noNullPrototype: true },
  ),
});

const flipped = (text: string, at: number, bit: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
  return b64(bytes);
};

describe('our verifier and the library agree', () => {
  it('Whatever an authenticator and browser say, rightly signed, is taken by both or by neither', async () => {
    const counts = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(anySaid, anyKey, async (said, key) => {
        const response = speak(said, key);
        const verdict = ours(response, key);
        const taken = verdict.ok && !verdict.counterRegressed;
        expect(taken).toBe(await theirs(response, key));
        counts[taken ? 'taken' : 'refused'] += 1;
      }),
      { numRuns: 4000 },
    );
    // Both sides are really met.
    expect(counts.taken).toBeGreaterThan(20);
    expect(counts.refused).toBeGreaterThan(1000);
  });

  it('One bit flipped in a good assertion is refused by both', async () => {
    const names = fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature');
    await fc.assert(
      fc.asyncProperty(anyKey, names, fc.nat(), fc.nat({ max: 7 }), async (key, name, at, bit) => {
        const good = speak(GOOD, key);
        const field = name as 'signature';
        const response = { ...good, response: { ...good.response, [field]: flipped(good.response[field], at, bit) } };
        expect(ours(response, key).ok).toBe(false);
        // The library reads ECDSA signatures as BER, so a flip in their framing may go unnoticed; see below.
        if (name !== 'signature' || !key.algorithm.startsWith('ES')) expect(await theirs(response, key)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('Swapped, missing and mistyped members are refused by both', async () => {
    const good = speak(GOOD, KEY);
    const { clientDataJSON, authenticatorData, signature } = good.response;
    const values = [undefined, null, 5, {}, '', 'x', '***', clientDataJSON, authenticatorData, signature];
    const members = ['clientDataJSON', 'authenticatorData', 'signature'] as const;
    const wrong = [
      ...members.flatMap((name) =>
        values
          .filter((value) => value !== good.response[name])
          .map((value) => ({ ...good, response: { ...good.response, [name]: value } })),
      ),
      ...[5, {}].map((userHandle) => ({ ...good, response: { ...good.response, userHandle } })),
      { ...good, id: 'AAED' },
      { ...good, rawId: 'AAED' },
      { ...good, id: '', rawId: '' },
      { ...good, type: 'password' },
    ] as AssertionResponse[];
    for (const response of wrong) {
      expect([ours(response, KEY).ok, await theirs(response, KEY)], JSON.stringify(response)).toEqual([false, false]);
    }
    expect([ours(good, KEY).ok, await theirs(good, KEY)]).toEqual([true, true]);
  });

  it('A signature of another key is refused by both', async () => {
    for (const key of KEYS) {
      const other = makeKey(key.algorithm === 'RS256' ? 'ES256' : key.algorithm);
      const response = speak(GOOD, other);
      expect([ours(response, key).ok, await theirs(response, key)], key.algorithm).toEqual([false, false]);
    }
  });
});

describe('where ours is stricter than the library', () => {
  const stricter: Readonly<Record<string, AssertionResponse>> = {
    'malformed: base64url with padding': (() => {
      const good = speak(GOOD, KEY);
      const authenticatorData = `${good.response.authenticatorData}==`;
      return { ...good, response: { ...good.response, authenticatorData } };
    })(),
    'malformed: crossOrigin that is no boolean': speak(
      { ...GOOD, clientData: { ...GOOD.clientData, crossOrigin: 'no' } },
      KEY,
    ),
    'top-origin: a top origin that is empty': speak(
      { ...GOOD, clientData: { ...GOOD.clientData, topOrigin: '' } },
      KEY,
    ),
    'signature: bytes after the DER of an ECDSA signature': (() => {
      const good = speak(GOOD, KEY);
      const signature = b64(Buffer.concat([Buffer.from(good.response.signature, 'base64url'), Buffer.from([0])]));
      return { ...good, response: { ...good.response, signature } };
    })(),
    'signature: an ECDSA signature in BER that is no DER': (() => {
      const good = speak(GOOD, KEY);
      const [, length = 0, ...inner] = Buffer.from(good.response.signature, 'base64url');
      const signature = b64(Buffer.from([0x30, 0x81, length, ...inner]));
      return { ...good, response: { ...good.response, signature } };
    })(),
    'malformed: extensions that are no map': speak({ ...GOOD, flags: 0x85, rest: Buffer.from([0x40]) }, KEY),
    'malformed: client data that is not UTF-8': signed(
      Buffer.concat([sha256(RP.rpId), Buffer.from([0x05, 0, 0, 0, 9])]),
      Buffer.concat([
        Buffer.from(JSON.stringify({ ...GOOD.clientData, more: '' }).slice(0, -2)),
        Buffer.from([0xff, 0x22, 0x7d]),
      ]),
      KEY,
    ),
  };
  it.each(Object.entries(stricter))('%s', async (name, response) => {
    expect(ours(response, KEY)).toEqual({ ok: false, fault: name.split(':')[0] });
    expect(await theirs(response, KEY)).toBe(true);
  });

  it('The library refuses a counter that did not rise; ours takes it and says so', async () => {
    for (const signCount of [0, STORED_COUNT - 1, STORED_COUNT]) {
      const response = speak({ ...GOOD, signCount }, KEY);
      expect(ours(response, KEY)).toMatchObject({ ok: true, counterRegressed: true, signCount });
      expect(await theirs(response, KEY)).toBe(false);
    }
  });
});

describe('what an assertion must say', () => {
  const faultOf = (said: Partial<Said>, policy = STRICT_POLICY, backupEligible = false) => {
    const verdict = ours(speak({ ...GOOD, ...said }, KEY), KEY, policy, backupEligible);
    return verdict.ok ? null : verdict.fault;
  };
  const client = (changed: Readonly<Record<string, unknown>>) => ({ clientData: { ...GOOD.clientData, ...changed } });

  it('Each thing that is wrong is refused by its name', () => {
    const wrong = {
      good: faultOf({}),
      type: faultOf(client({ type: 'webauthn.create' })),
      challenge: faultOf(client({ challenge: b64(Buffer.alloc(32, 8)) })),
      suffix: faultOf(client({ origin: 'https://holdfast.example.evil.example' })),
      scheme: faultOf(client({ origin: 'http://holdfast.example' })),
      subdomain: faultOf(client({ origin: 'https://login.holdfast.example' })),
      'in a frame': faultOf(client({ crossOrigin: true })),
      'in a named frame': faultOf(client({ crossOrigin: true, topOrigin: TOP })),
      rpId: faultOf({ rpId: 'example' }),
      absent: faultOf({ flags: 0x04 }),
      unverified: faultOf({ flags: 0x01 }),
      'backed up, not eligible': faultOf({ flags: 0x15 }),
      'now eligible': faultOf({ flags: 0x0d }),
      'no longer eligible': faultOf({}, STRICT_POLICY, true),
      'bytes left over': faultOf({ rest: Buffer.from([0]) }),
      'announced, not there': faultOf({ flags: 0x85 }),
      'no JSON object': (() => {
        const response = signed(Buffer.alloc(37), Buffer.from('null'), KEY);
        const verdict = ours(response, KEY);
        return verdict.ok ? null : verdict.fault;
      })(),
      algorithm: faultOf({}, { ...STRICT_POLICY, algorithms: [-257] }),
    };
    expect(wrong).toEqual({
      good: null,
      type: 'type',
      challenge: 'challenge-unknown',
      suffix: 'origin',
      scheme: 'origin',
      subdomain: 'origin',
      'in a frame': 'top-origin',
      'in a named frame': 'top-origin',
      rpId: 'rp-id',
      absent: 'user-not-present',
      unverified: 'user-not-verified',
      'backed up, not eligible': 'backup-state',
      'now eligible': 'backup-eligibility-changed',
      'no longer eligible': 'backup-eligibility-changed',
      'bytes left over': 'malformed',
      'announced, not there': 'malformed',
      'no JSON object': 'malformed',
      algorithm: 'algorithm',
    });
  });

  it('A byte order mark before the client data is dropped, as the specification decodes it', () => {
    const authenticatorData = Buffer.concat([sha256(RP.rpId), Buffer.from([0x05, 0, 0, 0, 9])]);
    const bom = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(GOOD.clientData))]);
    expect(ours(signed(authenticatorData, bom, KEY), KEY, STRICT_POLICY).ok).toBe(true);
  });

  it('An authenticator that keeps no counter is no clone', () => {
    const authenticator = new SoftwareAuthenticator({ rpId: RP.rpId, origin: ORIGIN });
    const registration = authenticator.register({ challenge: CHALLENGE, user: { id: 'aGFuZGxl' } });
    const response = speak({ ...GOOD, signCount: 0 }, KEY);
    const verdict = verifyAssertion({
      response,
      challenge: (sent) => sent === CHALLENGE,
      rp: RP,
      policy: STRICT_POLICY,
      credential: { publicKey: KEY.publicKey, algorithm: -7, signCount: 0, backupEligible: false },
    });
    expect(verdict).toMatchObject({ ok: true, counterRegressed: false, userVerified: true, userHandle: null });
    expect(authenticator.assert({ challenge: CHALLENGE }).response.userHandle).toBe('aGFuZGxl');
    expect(registration.id).toBe(authenticator.credentialIds[0]);
  });

  it('Keys of every algorithm sign in, ML-DSA included', () => {
    for (const algorithm of Object.keys(ALGORITHMS) as Algorithm[]) {
      const key = makeKey(algorithm);
      const userHandle = 'aGFuZGxl';
      const said = speak({ ...GOOD, flags: 0x1d }, key);
      const verdict = ours({ ...said, response: { ...said.response, userHandle } }, key, OPEN, true);
      expect(verdict, algorithm).toEqual({
        ok: true,
        signCount: STORED_COUNT + 1,
        backedUp: true,
        userVerified: true,
        counterRegressed: false,
        userHandle,
      });
    }
  });
});
