// A log that is nothing but its leaves, for tests of whoever watches one.

import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { sha256 } from '../../packages/cli/src/audit/node-crypto.ts';
import {
  formatCheckpoint,
  formatNote,
  hashLeaf,
  type NoteKey,
  RunningRoot,
  signNote,
  toBase64,
} from '../../packages/contract/src/log.ts';
import { consistencyRanges, type Range } from '../../packages/server/src/domain/audit/tree.ts';

export class Leaves {
  readonly hashes: Uint8Array[] = [];

  grow(count: number, word = 'entry'): this {
    for (let n = 0; n < count; n++) this.hashes.push(hashLeaf(sha256, Buffer.from(`${word} ${this.hashes.length}`)));
    return this;
  }

  root({ from, to }: Range = { from: 0, to: this.hashes.length }): Uint8Array {
    const running = new RunningRoot(sha256);
    for (const hash of this.hashes.slice(from, to)) running.add(hash);
    return running.root();
  }

  proof(from: number): string[] {
    if (from === 0) return [];
    return consistencyRanges(from, this.hashes.length).map((range) => toBase64(this.root(range)));
  }
}

/** A log's key, and heads signed by it. */
export function logKey(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key: NoteKey = { name: origin, type: 'ed25519', publicKey: bytes };
  const signed = (leaves: Leaves): string => {
    const text = formatCheckpoint({ origin, size: leaves.hashes.length, root: new Uint8Array(leaves.root()) });
    const signature = signNote(sha256, key, (message) => signWith(null, message, privateKey), text, 0);
    return formatNote({ text, signatures: [signature] });
  };
  return { key, signed };
}

/** What is posted to `add-checkpoint`. */
export const submission = (oldSize: number, proof: readonly string[], note: string): string =>
  `${[`old ${oldSize}`, ...proof].join('\n')}\n\n${note}`;
