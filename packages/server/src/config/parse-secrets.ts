// Reads the text form of the server's secrets. Its complaints never quote one.

import type { SecretVersion } from './secrets.ts';

const BYTES_MIN = 32;
/** 32 random bytes repeat a few; a typed or repeated phrase has hardly any variety. */
const DISTINCT_MIN = 16;

/** @param name the setting that they came from, for the sentences */
export function parseSecrets(name: string, text: string, problems: string[]): SecretVersion[] {
  const secrets: SecretVersion[] = [];
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  if (entries.length === 0) problems.push(`${name} holds no secret.`);
  entries.forEach((entry, at) => {
    const read = parseSecret(entry);
    if (typeof read === 'string') problems.push(`${name}: secret ${at + 1} ${read}`);
    else if (secrets.some((other) => other.version === read.version)) {
      problems.push(`${name}: version ${read.version} stands twice; give each secret its own.`);
    } else secrets.push(read);
  });
  return secrets;
}

function parseSecret(entry: string): SecretVersion | string {
  const [, version, body] = /^([0-9a-z]):([A-Za-z0-9_-]+)$/.exec(entry) ?? [];
  if (version === undefined || body === undefined) {
    return 'must be a version (one character of 0-9 and a-z), a colon and base64url.';
  }
  const secret = new Uint8Array(Buffer.from(body, 'base64url'));
  if (secret.length < BYTES_MIN)
    return `(version ${version}) is ${secret.length} bytes long; it must be at least ${BYTES_MIN}.`;
  if (new Set(secret).size < DISTINCT_MIN) return `(version ${version}) is not random.`;
  return { version, secret };
}
