// A witness's own keys: made at its first start, kept in one file for this user alone, and the same for ever after.

import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { NoteKey } from '@holdfast/contract/log';
import { CommandFailure, EXIT } from '../answer.ts';
import { writeDurably } from './durable-file.ts';

export interface WitnessSigner {
  readonly key: NoteKey;
  sign(message: Uint8Array): Uint8Array;
}

const SEED_BYTES = 32;
/** What comes before a seed in its DER form: RFC 8410 §7 and RFC 9881 §6. */
const PKCS8_HEADS = {
  cosignature: '302e020100300506032b657004220420',
  'cosignature-ml-dsa-44': '3034020100300b06096086480165030403110422' + '8020',
} as const;
const KEY_BYTES = { cosignature: 32, 'cosignature-ml-dsa-44': 1312 } as const;
type Type = keyof typeof PKCS8_HEADS;

function signerOf(name: string, type: Type, seed: Uint8Array): WitnessSigner {
  const der = Buffer.concat([Buffer.from(PKCS8_HEADS[type], 'hex'), seed]);
  const privateKey: KeyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES[type]);
  return { key: { name, type, publicKey }, sign: (message) => sign(null, message, privateKey) };
}

/** Where the runtime does not have ML-DSA-44, the Ed25519 key stands alone. */
function signersOf(name: string, seeds: Readonly<Record<Type, Uint8Array>>): readonly WitnessSigner[] {
  const ed25519 = signerOf(name, 'cosignature', seeds.cosignature);
  try {
    return [ed25519, signerOf(name, 'cosignature-ml-dsa-44', seeds['cosignature-ml-dsa-44'])];
  } catch {
    return [ed25519];
  }
}

interface KeyFile {
  readonly name: string;
  readonly ed25519: string;
  readonly mlDsa44: string;
}

function readKeyFile(path: string): KeyFile | null {
  try {
    const { name, ed25519, mlDsa44 } = JSON.parse(readFileSync(path, 'utf8')) as Partial<KeyFile>;
    const areSeeds = [ed25519, mlDsa44].every((seed) => Buffer.from(seed ?? '', 'base64').length === SEED_BYTES);
    return name && ed25519 && mlDsa44 && areSeeds ? { name, ed25519, mlDsa44 } : null;
  } catch {
    return null;
  }
}

export interface WitnessKeys {
  readonly name: string;
  readonly signers: readonly WitnessSigner[];
}

/** `name` is needed at the first start alone. @throws CommandFailure where the file is not such a witness's */
export function openWitnessKeys(path: string, name: string | undefined): WitnessKeys {
  if (!existsSync(path)) {
    if (!name) throw new CommandFailure('A new witness needs --name, such as witness.example.org/w1.', EXIT.usage);
    const [ed25519, mlDsa44] = [randomBytes(SEED_BYTES), randomBytes(SEED_BYTES)].map((seed) =>
      seed.toString('base64'),
    ) as [string, string];
    writeDurably(path, `${JSON.stringify({ name, ed25519, mlDsa44 } satisfies KeyFile)}\n`);
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new CommandFailure(`${path} holds the witness’s keys and is open to others: chmod 600 it first.`);
  }
  const kept = readKeyFile(path);
  if (!kept) throw new CommandFailure(`${path} is not a witness’s key file.`);
  if (name !== undefined && name !== kept.name) {
    throw new CommandFailure(`This witness is ${kept.name}, not ${name}: a name is not changed.`, EXIT.usage);
  }
  const seeds = {
    cosignature: Buffer.from(kept.ed25519, 'base64'),
    'cosignature-ml-dsa-44': Buffer.from(kept.mlDsa44, 'base64'),
  };
  return { name: kept.name, signers: signersOf(kept.name, seeds) };
}
