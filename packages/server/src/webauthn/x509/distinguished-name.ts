// Reads a Name of X.501 (RFC 5280 §4.1.2.4): whom a certificate is for, attribute by attribute.

import { childrenOf, type DerElement, expectType, readOid, SEQUENCE, SET } from './der.ts';

/** Its attributes as text by dotted type, in one relative name or in several: makers do both. @throws when it is no Name. */
export function readDistinguishedName(name: DerElement | undefined): ReadonlyMap<string, string> {
  const relativeNames = childrenOf(expectType(name, SEQUENCE));
  const attributes = relativeNames.flatMap((relative) => childrenOf(expectType(relative, SET)));
  return new Map(
    attributes.map((attribute): [string, string] => {
      const [type, value] = childrenOf(expectType(attribute, SEQUENCE));
      return [readOid(type), Buffer.from(value?.body ?? []).toString('utf8')];
    }),
  );
}
