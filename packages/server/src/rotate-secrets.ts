// Rotates the server's secrets for the command line, and records it.

import { recordBySystem } from './app/record.ts';
import { ConfigError } from './config/config-error.ts';
import { type Rotated, rotateSecretsFile, withNewSecret } from './config/rotate-secrets.ts';
import { openFromEnvironment } from './open-from-environment.ts';
import { systemClock } from './platform/clock.ts';
import { createGeo } from './platform/geo.ts';
import { createKeyRing } from './platform/key-ring.ts';
import { systemRandom } from './platform/random.ts';
import { createDescribeUserAgent } from './platform/user-agent.ts';
import { requireCurrentSchema } from './storage/migrate.ts';

export interface SecretsRotated extends Pick<Rotated, 'version' | 'versions'> {
  /** The file that was rewritten; null where the list was only handed out. */
  readonly file: string | null;
  /** The new list, for whoever keeps it elsewhere; null where it was written to the file. */
  readonly text: string | null;
}

/**
 * Puts a new version in front, in the file that holds the secrets, or for `print` hands out the new list and writes nothing.
 * @throws ConfigError, SchemaNotCurrent, StorageUnavailable; then nothing was rotated
 */
export async function rotateSecrets(print: boolean): Promise<SecretsRotated> {
  const { secrets, secretsFile, store } = await openFromEnvironment();
  try {
    await requireCurrentSchema(store);
    if (!print && secretsFile === null) {
      throw new ConfigError([
        'HOLDFAST_SECRETS is in the environment, where nothing can be rewritten: use HOLDFAST_SECRETS_FILE, or --print.',
      ]);
    }
    const { version, versions, text } =
      print || secretsFile === null
        ? withNewSecret('HOLDFAST_SECRETS', spell(secrets.keyRing))
        : rotateSecretsFile(secretsFile);
    const deps = {
      keyRing: createKeyRing(secrets.keyRing, systemRandom),
      random: systemRandom,
      geo: createGeo(),
      describeUserAgent: createDescribeUserAgent(),
    };
    const subject = `version ${version}${print ? ', handed out' : ''}`;
    await store.write((tx) => recordBySystem(deps, tx, systemClock.now(), 'secrets.rotate', null, { subject }));
    return { version, versions, file: print ? null : secretsFile, text: print ? text : null };
  } finally {
    await store.close();
  }
}

const spell = (secrets: readonly { readonly version: string; readonly secret: Uint8Array }[]): string =>
  secrets.map(({ version, secret }) => `${version}:${Buffer.from(secret).toString('base64url')}`).join(',');
