// The FIDO metadata BLOB that the MDS 3 specification gives as its example (§3.1.7.1), under the root that comes with it.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LoadOptions, loadMetadata } from '../../packages/server/src/webauthn/metadata/load-metadata.ts';
import { metadataRoots } from '../../packages/server/src/webauthn/metadata/roots.ts';
import { childrenOf, readDer } from '../../packages/server/src/webauthn/x509/der.ts';

const example = JSON.parse(readFileSync(new URL('fido-mds3/mds3-spec-example.json', import.meta.url), 'utf8')) as {
  readonly root_ca_der_b64: string;
  readonly blob_jwt: string;
};
const root = new X509Certificate(Buffer.from(example.root_ca_der_b64, 'base64'));
const [head = '', body = '', asn1 = ''] = example.blob_jwt.split('.');
/** This copy of the example carries its signature in ASN.1; a JWS has r and s side by side (RFC 7518 §3.4). */
const numbers = childrenOf(readDer(Buffer.from(asn1, 'base64url'))).map(({ body: number }) =>
  Buffer.concat([Buffer.alloc(32), number]).subarray(-32),
);
const genuine = `${head}.${body}.${Buffer.concat(numbers).toString('base64url')}`;
const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { readonly x5c: readonly string[] };
const chain = header.x5c.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
const startsAt = Math.max(...[...chain, root].map(({ validFrom }) => Date.parse(validFrom)));
const endsAt = Math.min(...[...chain, root].map(({ validTo }) => Date.parse(validTo)));

const AAGUID = '0132d110-bf4e-4208-a403-ab4f5f12efe5';
const options: LoadOptions = { roots: [root], now: startsAt + 1000, previousNo: null };
const faultOf = (blob: string, changed: Partial<LoadOptions> = {}): string | null => {
  const loaded = loadMetadata(blob, { ...options, ...changed });
  return loaded.ok ? null : loaded.fault;
};

describe('the example BLOB', () => {
  it('The genuine one is taken while its certificates are good, and its model is found', () => {
    const loaded = loadMetadata(genuine, options);
    if (!loaded.ok) throw new Error(loaded.fault);
    expect(loaded.metadata).toMatchObject({ no: 15, nextUpdate: Date.UTC(2020, 2, 30) });
    const entry = loaded.metadata.find(AAGUID);
    expect(entry).toMatchObject({
      description: 'FIDO Alliance Sample FIDO2 Authenticator',
      statuses: ['FIDO_CERTIFIED', 'FIDO_CERTIFIED_L1'],
    });
    expect(entry?.icon).toMatch(/^data:image\/png;base64,/);
    expect(new X509Certificate(entry?.roots[0] ?? '').subject).toContain('Sample Attestation Root');
    expect(loaded.metadata.find('00000000-0000-0000-0000-000000000000')).toBe(null);
  });

  it('Its date is older than its certificates: so it is stale whenever it is good', () => {
    expect(startsAt).toBeGreaterThan(Date.UTC(2020, 2, 30));
    expect(loadMetadata(genuine, options)).toMatchObject({ ok: true, metadata: { stale: true } });
  });

  it('A signature in ASN.1 is none that a JWS may have', () => {
    expect(faultOf(example.blob_jwt)).toBe('signature');
  });

  it('A byte flipped anywhere is refused', () => {
    const { length } = genuine;
    const faults = new Set<string | null>();
    for (let at = 0; at < length; at += 37) {
      const letter = genuine[at];
      if (letter === '.') continue;
      const other = letter === 'A' ? 'B' : 'A';
      const changed = `${genuine.slice(0, at)}${other}${genuine.slice(at + 1)}`;
      const fault = faultOf(changed);
      faults.add(fault);
      expect(fault, `at ${at}`).not.toBe(null);
    }
    expect(faults).toContain('signature');
    expect(faults).toContain('chain');
  });

  it('An older number than was seen before is a rollback; the same or a newer one is not', () => {
    const faults = [14, 15, 16].map((previousNo) => faultOf(genuine, { previousNo }));
    expect(faults).toEqual([null, null, 'rollback']);
  });

  it('A root that did not sign it is refused, FIDO’s own among them', () => {
    expect(faultOf(genuine, { roots: [] })).toBe('chain');
    expect(faultOf(genuine, { roots: metadataRoots() })).toBe('chain');
    const [signer, intermediate] = chain;
    expect(faultOf(genuine, { roots: intermediate ? [intermediate] : [] })).toBe(null);
    expect(signer?.issuer).toBe(intermediate?.subject);
  });

  it('It is refused before and after the time of its certificates', () => {
    const faults = [startsAt - 1000, startsAt, endsAt, endsAt + 1000].map((now) => faultOf(genuine, { now }));
    expect(faults).toEqual(['chain', null, null, 'chain']);
  });

  it('It is refused where another host should have signed', () => {
    expect(faultOf(genuine, { signer: 'mds.fidoalliance.org' })).toBe('signer');
  });

  it('An unsigned one is refused, whatever its header says', () => {
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const keyed = Buffer.from(JSON.stringify({ alg: 'HS256', x5c: header.x5c })).toString('base64url');
    expect(
      [`${none}.${body}.`, `${keyed}.${body}.AAAA`, `${head}.${body}`, '', 'x.y.z.a'].map((blob) => faultOf(blob)),
    ).toEqual(['algorithm', 'algorithm', 'signature', 'malformed', 'malformed']);
  });
});

it('FIDO’s roots are in the runtime’s store: GlobalSign R3 and, since 2026, R46', () => {
  expect(
    metadataRoots()
      .map(({ subject }) => /R3|R46/.exec(subject)?.[0])
      .sort(),
  ).toEqual(['R3', 'R46']);
});
