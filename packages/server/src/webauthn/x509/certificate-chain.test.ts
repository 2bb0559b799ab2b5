import { createPublicKey, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  type CertificateAsked,
  type Issued,
  issueCertificate,
  issueRoot,
} from '../../../../../test/support/certificate-authority.ts';
import { octets } from '../../../../../test/support/der.ts';
import { isChainValid } from './certificate-chain.ts';

const NOW = Date.UTC(2026, 10, 20);
const DAY_MS = 24 * 60 * 60 * 1000;
const root = issueRoot();
const below = (issuer: Issued, asked: Partial<CertificateAsked> = {}): Issued =>
  issueCertificate(issuer, { commonName: 'Below', ...asked });
const authority = (issuer: Issued, asked: Partial<CertificateAsked> = {}): Issued =>
  below(issuer, { commonName: 'Intermediate', ca: true, ...asked });

const valid = (chain: readonly Issued[], roots: readonly Issued[] = [root], now = NOW): boolean => {
  const parse = ({ der }: Issued): X509Certificate => new X509Certificate(der);
  return isChainValid(chain.map(parse), roots.map(parse), now);
};

it('A leaf below the root is valid, with or without root in the chain or authorities between', () => {
  const one = authority(root);
  const two = authority(one);
  expect(valid([below(root)])).toBe(true);
  expect(valid([below(root), root])).toBe(true);
  expect(valid([below(two), two, one])).toBe(true);
  expect(valid([below(two), two, one, root])).toBe(true);
});

it('A root may be an intermediate, or the leaf itself', () => {
  const one = authority(root);
  const leaf = below(one);
  expect(valid([leaf, one], [one])).toBe(true);
  expect(valid([leaf], [one])).toBe(true);
  expect(valid([leaf], [leaf])).toBe(true);
});

it('An empty chain, a missing link, a wrong order and a stranger’s root are refused', () => {
  const one = authority(root);
  const two = authority(one);
  const leaf = below(two);
  expect(valid([])).toBe(false);
  expect(valid([leaf, two])).toBe(false);
  expect(valid([leaf, one, two])).toBe(false);
  expect(valid([leaf, two, one], [])).toBe(false);
  // The same name, another key.
  expect(valid([leaf, two, one], [issueRoot()])).toBe(false);
  expect(valid([issueRoot()], [root])).toBe(false);
});

it('What is no CA issues nothing, not even where it is named as a root', () => {
  const leaf = below(root);
  const forged = below(leaf, { commonName: 'Forged' });
  expect(valid([forged, leaf])).toBe(false);
  expect(valid([forged], [leaf])).toBe(false);
  expect(valid([forged, leaf], [leaf])).toBe(false);
});

it('Whoever does not say that it is a CA, or says that it is none, issues nothing below a root', () => {
  const silent = below(root, { commonName: 'Silent', constrained: false });
  expect(valid([below(silent), silent])).toBe(false);
  const contrary = below(root, { commonName: 'Contrary', ca: false, usage: 'certify' });
  expect(valid([below(contrary), contrary])).toBe(false);
  expect(valid([below(contrary)], [contrary])).toBe(false);
  // An anchor is trusted as it is: an old one says nothing of itself, and is named on purpose.
  expect(valid([below(silent)], [silent])).toBe(true);
});

it('An issuer must have the name that its subject names, not the key alone', () => {
  const one = authority(root);
  const renamed = authority(root, { commonName: 'Renamed', publicKey: createPublicKey(one.privateKey) });
  const leaf = below(one);
  expect(valid([leaf, one])).toBe(true);
  expect(valid([leaf, renamed])).toBe(false);
});

it('Every certificate must be in its time, at the time that is asked for', () => {
  const times: Partial<CertificateAsked>[] = [
    { notAfter: NOW - DAY_MS },
    { notBefore: NOW + DAY_MS },
    { notBefore: NOW - DAY_MS, notAfter: NOW + DAY_MS },
  ];
  const oldRoots = times.map((asked) => issueRoot(asked));
  expect(times.map((asked) => valid([below(root, asked)]))).toEqual([false, false, true]);
  expect(times.map((asked) => authority(root, asked)).map((one) => valid([below(one), one]))).toEqual([
    false,
    false,
    true,
  ]);
  expect(oldRoots.map((old) => valid([below(old)], [old]))).toEqual([false, false, true]);
  const brief = below(root, { notBefore: NOW - DAY_MS, notAfter: NOW + DAY_MS });
  expect([NOW - 2 * DAY_MS, NOW, NOW + 2 * DAY_MS].map((now) => valid([brief], [root], now))).toEqual([
    false,
    true,
    false,
  ]);
});

it('A CA that may have no CA below it is held to it', () => {
  const narrow = authority(root, { pathLengthMax: 0 });
  const further = authority(narrow);
  expect(valid([below(narrow), narrow])).toBe(true);
  expect(valid([below(further), further, narrow])).toBe(false);
  const narrowRoot = issueRoot({ pathLengthMax: 0 });
  const one = authority(narrowRoot);
  expect(valid([below(narrowRoot)], [narrowRoot])).toBe(true);
  expect(valid([below(one), one], [narrowRoot])).toBe(false);
});

it('A critical extension that is not understood is refused, and any other is passed over', () => {
  const unknown = { oid: '1.3.6.1.4.1.99999.1', value: octets(Buffer.from([1])) };
  expect(valid([below(root, { extensions: [unknown] })])).toBe(true);
  expect(valid([below(root, { extensions: [{ ...unknown, critical: true }] })])).toBe(false);
  expect(valid([below(root, { extensions: [unknown, unknown] })])).toBe(false);
});
