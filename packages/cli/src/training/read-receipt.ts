// A receipt as text, its signature checked, and of which form it is.

import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CommandFailure, EXIT } from '../answer.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Receipt {
  /** 1: the old form, which binds no account. 2: it commits to account and time. */
  readonly form: 1 | 2;
  readonly claims: Fields;
}

const FORMS: Readonly<Record<string, Receipt['form']>> = { 'training-receipt+jwt': 1, 'training-receipt-v2+jwt': 2 };

export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch {
    throw new CommandFailure(`${path} cannot be read.`, EXIT.usage);
  }
}

export function parseFields(text: string, what: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Fields;
  } catch {
    // Said below.
  }
  throw new CommandFailure(`${what} is not JSON.`);
}

const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');

/** A receipt that one of the keys signed. @throws CommandFailure */
export function readReceipt(receipt: string, keys: Fields): Receipt {
  const [head = '', body = '', signature = '', ...more] = receipt.trim().split('.');
  if (signature === '' || more.length > 0) throw new CommandFailure('That is no receipt: it has not three parts.');
  const { alg, typ, kid } = parseFields(decoded(head), 'The head of the receipt');
  const form = Object.hasOwn(FORMS, String(typ)) ? FORMS[String(typ)] : undefined;
  if (alg !== 'EdDSA' || form === undefined) throw new CommandFailure('That is no receipt of this ledger.');
  const known = (Array.isArray(keys.keys) ? keys.keys : []) as Fields[];
  const jwk = known.find((key) => key.kid === kid);
  if (!jwk) throw new CommandFailure('NOT PROVED. None of the keys is the one that it names.');
  const key = createPublicKey({ key: jwk as never, format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.toString('base64url') !== signature || !verify(null, Buffer.from(`${head}.${body}`), key, bytes)) {
    throw new CommandFailure('NOT PROVED. The signature does not fit: it was changed, or signed by somebody else.');
  }
  return { form, claims: parseFields(decoded(body), 'The body of the receipt') };
}
