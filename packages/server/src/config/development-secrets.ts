// Makes the secrets of development once and keeps them in the data folder, so that a restart signs nobody out.

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.ts';
import { parseSecrets } from './parse-secrets.ts';
import type { SecretVersion } from './secrets.ts';

export interface DevelopmentSecrets {
  readonly secrets: readonly SecretVersion[];
  readonly path: string;
  /** Whether this call made them. */
  readonly made: boolean;
}

/** Written whole under another name, readable by this user alone, then linked: of two first starts, one wins for both. */
export function openDevelopmentSecrets(dataDir: string): DevelopmentSecrets {
  const path = join(dataDir, 'secrets.json');
  let made = false;
  if (readText(path) === null) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    made = writeOnce(path, `${JSON.stringify({ secrets: `1:${randomBytes(32).toString('base64url')}` })}\n`);
  }
  return { secrets: parseKept(path, readText(path) ?? ''), path, made };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** False when the file exists already. */
function writeOnce(path: string, text: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

function parseKept(path: string, text: string): readonly SecretVersion[] {
  const problems: string[] = [];
  const secrets = parseSecrets(path, secretsField(text), problems);
  if (problems.length > 0) throw new ConfigError([`${path} is damaged. Delete it and everybody signs in again.`]);
  return secrets;
}

function secretsField(text: string): string {
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === 'object' && kept !== null && 'secrets' in kept ? String(kept.secrets) : '';
  } catch {
    return '';
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
