// Puts a new version in front of the server's secrets, in the file that holds them. The old ones stay, to go on checking.

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import { parseSecrets } from './parse-secrets.ts';

const VERSIONS = '123456789abcdefghijklmnopqrstuvwxyz0';
const SECRET_BYTES = 32;

const entry = (version: string): string => `${version}:${randomBytes(SECRET_BYTES).toString('base64url')}`;

function nextVersion(taken: readonly string[]): string {
  const next = [...VERSIONS].find((version) => !taken.includes(version));
  if (next === undefined) throw new ConfigError(['Every version of the secrets is taken: there are 36.']);
  return next;
}

export interface Rotated {
  /** The version that makes new things from the next start on. */
  readonly version: string;
  readonly versions: readonly string[];
  /** The whole list as text: as secret as it gets. */
  readonly text: string;
}

/** A new list of secrets from the text of one. @throws ConfigError */
export function withNewSecret(name: string, text: string): Rotated {
  const problems: string[] = [];
  const old = parseSecrets(name, text, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const versions = old.map((secret) => secret.version);
  const version = nextVersion(versions);
  const kept = old.map((secret) => `${secret.version}:${Buffer.from(secret.secret).toString('base64url')}`);
  return { version, versions: [version, ...versions], text: [entry(version), ...kept].join(',') };
}

/** Rewrites the file as a whole, with the mode that it has; it may be development's, which is JSON. @throws ConfigError */
export function rotateSecretsFile(path: string): Rotated {
  const text = readFileSync(path, 'utf8');
  const isJson = text.trimStart().startsWith('{');
  const rotated = withNewSecret(path, isJson ? String((JSON.parse(text) as { secrets?: unknown }).secrets) : text);
  const lines = rotated.text.replaceAll(',', '\n');
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', statSync(path).mode & 0o777);
  try {
    writeSync(file, isJson ? `${JSON.stringify({ secrets: rotated.text })}\n` : `${lines}\n`);
    fsyncSync(file);
    renameSync(draft, path);
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
  return rotated;
}
