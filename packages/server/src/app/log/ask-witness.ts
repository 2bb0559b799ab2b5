// Asks a witness to cosign the newest head (C2SP tlog-witness): behind everything else, so that a slow one holds up nothing.

import { checkpointText } from '../../domain/audit/checkpoint.ts';
import { type CosignerKey, cosignedBytes, findCosignature } from '../../domain/audit/cosigner.ts';
import { consistencyRanges } from '../../domain/audit/tree.ts';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import { verifyMlDsa } from '../../platform/ml-dsa.ts';
import type { Outbound, OutboundAnswer } from '../../platform/outbound.ts';
import { sha256 } from '../../platform/sha256.ts';
import { findCheckpointBefore, findHead, findLatestCheckpoint } from '../../storage/log.ts';
import { dropOutdone, findNewestOf, insertCosignature } from '../../storage/log-cosignature.ts';
import type { LogCheckpointRow } from '../../storage/log-tables.ts';
import type { Deps, LogWitness } from '../deps.ts';
import { codec } from './codec.ts';
import { hashRanges } from './hash-ranges.ts';
import { keyOfWitness, noteWithCosigners } from './witnessed.ts';

const ANSWER_SECONDS_MAX = 10;
/** Two signature lines of the longest kind are 7 kB. */
const ANSWER_BYTES_MAX = 32_768;

export interface Asking extends Pick<Deps, 'store'> {
  readonly outbound: Outbound;
}

/** Why a witness did not cosign, for the operator's log. */
export class WitnessRefusal extends Error {
  override readonly name = 'WitnessRefusal';
  /** The witness knows another past than this database has: a copy was put back, or the log was forked. */
  readonly isOtherPast: boolean;

  constructor(message: string, isOtherPast = false) {
    super(message);
    this.isOtherPast = isOtherPast;
  }
}

/**
 * Every witness is asked about the same head in the same two seconds, by whichever server asks: a log that always grows
 * would otherwise show each of them another, and no head would ever have a quorum.
 */
const ROUND_MS = 2000;

const roundOf = (now: number): number => now - (now % ROUND_MS);

/** @returns whether it cosigned a head that it had not. @throws WitnessRefusal, OutboundError */
export async function askWitness(deps: Asking, witness: LogWitness, now: () => number): Promise<boolean> {
  const { key, id } = keyOfWitness(witness);
  const newest = await deps.store.read(async (tx) => {
    const [head, latest] = [await findHead(tx), await findCheckpointBefore(tx, roundOf(now()))];
    if (!head || !latest) return null;
    const signed = await findNewestOf(tx, id);
    return { head, latest, note: await noteWithCosigners(tx, head, latest), signedSize: signed?.size ?? 0 };
  });
  if (!newest || newest.signedSize >= newest.latest.size) return false;
  const { latest, note, head } = newest;
  const answer = await submit(deps, witness, latest.size, note, newest.signedSize);
  if (!answer) return false;
  const line = verifiedLine(key, latest, Buffer.from(answer.body).toString('utf8'));
  if (line === null) throw new WitnessRefusal('its answer is not its cosignature of this checkpoint');
  await deps.store.write(async (tx) => {
    await insertCosignature(tx, { size: latest.size, cosigner: id, line, at: now() });
    if (head.size === latest.size && head.second_line !== null) {
      await insertCosignature(tx, { size: latest.size, cosigner: head.origin, line: head.second_line, at: now() });
    }
    await dropOutdone(tx);
  });
  return true;
}

/** Asks once from the size that we know of, and once more from the one that the witness then names. Null: it is ahead of this. */
async function submit(
  deps: Asking,
  witness: LogWitness,
  size: number,
  note: string,
  signedSize: number,
): Promise<OutboundAnswer | null> {
  const first = await post(deps, witness, note, signedSize, size);
  if (first.status !== 409) return requireCosigned(first, signedSize);
  const named = readSize(first);
  if (named === signedSize) {
    throw new WitnessRefusal(`it has cosigned other ${named} entries than these`, true);
  }
  if (named > size) {
    // Another server may have asked it about a newer head just now.
    const newest = await deps.store.read(findLatestCheckpoint);
    if (newest && named <= newest.size) return null;
    throw new WitnessRefusal(
      `it has cosigned ${named} entries, and there are ${size}: an older copy was put back`,
      true,
    );
  }
  const second = await post(deps, witness, note, named, size);
  if (second.status === 409 && readSize(second) === named) {
    throw new WitnessRefusal(`it has cosigned other ${named} entries than these`, true);
  }
  return requireCosigned(second, named);
}

function requireCosigned(answer: OutboundAnswer, from: number): OutboundAnswer {
  if (answer.status === 422) {
    throw new WitnessRefusal(`the log does not grow out of the ${from} entries that it has cosigned`, true);
  }
  if (answer.status !== 200) throw new WitnessRefusal(`it answered ${answer.status}`);
  return answer;
}

function readSize({ body }: OutboundAnswer): number {
  const [, digits] = /^(0|[1-9][0-9]{0,15})\n$/.exec(Buffer.from(body).toString('latin1')) ?? [];
  if (digits === undefined) throw new WitnessRefusal('it answered 409 without a size');
  return Number(digits);
}

async function post(
  { store, outbound }: Asking,
  { url }: LogWitness,
  note: string,
  from: number,
  to: number,
): Promise<OutboundAnswer> {
  const hashes = from === 0 ? [] : await store.read((tx) => hashRanges(tx, consistencyRanges(from, to)));
  const body = [`old ${from}`, ...hashes.map(codec.base64), '', note].join('\n');
  const limits = { bytesMax: ANSWER_BYTES_MAX, secondsMax: ANSWER_SECONDS_MAX };
  return outbound.request(`${url}/add-checkpoint`, { method: 'POST', body, ...limits });
}

/** The witness's line, where it is truly its signature under this head. */
function verifiedLine(key: CosignerKey, { note }: LogCheckpointRow, lines: string): string | null {
  const given = findCosignature(sha256, codec, key, lines);
  const [origin = '', digits, root = ''] = note.split('\n');
  const head = { origin, size: Number(digits), root: codec.bytes(root) ?? new Uint8Array() };
  if (!given) return null;
  const text = checkpointText(codec, head.origin, head.size, head.root);
  const message = cosignedBytes(codec, key, head, text, given.atSeconds);
  const verify = key.algorithm === 'ed25519' ? verifyEd25519 : verifyMlDsa;
  return verify(key.publicKey, message, given.signature) ? given.line : null;
}
