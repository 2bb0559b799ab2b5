// A tile of the log's hashes (C2SP tlog-tiles), for whoever mirrors the log or checks it. Entries are not among them:
// what happened on an account is its holder's and the auditors' to read.

import { TILE_LEVELS, TILE_WIDTH } from '../../domain/audit/tree.ts';
import { findHead, listHashes } from '../../storage/log.ts';
import type { Deps } from '../deps.ts';

export interface TileAsked {
  /** 0 for the leaves' hashes. */
  readonly level: number;
  readonly index: number;
  /** How many hashes: 256, or fewer for the tile at the end. */
  readonly width: number;
}

const LEVELS_MAX = 63;

/** `0/x001/067` and `0/x001/067.p/12`; null for anything else (C2SP tlog-tiles). */
export function parseTilePath(path: string): TileAsked | null {
  const [, level = '', head = '', tail = '', width] =
    /^(\d{1,2})\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  const index = Number(head.replace(/[x/]/g, '') + tail);
  const asked = { level: Number(level), index, width: Number(width ?? TILE_WIDTH) };
  const isPartial = asked.width > 0 && asked.width < TILE_WIDTH;
  const isSpelt = level !== '' && formatIndex(index) === head + tail && String(asked.level) === level;
  if (!isSpelt || asked.level > LEVELS_MAX || !Number.isSafeInteger(index)) return null;
  return width === undefined || (isPartial && String(asked.width) === width) ? asked : null;
}

/** Groups of three digits, all but the last with an x. */
function formatIndex(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}/` : group)).join('');
}

/** The hashes, one after the other; null where the log has not grown so far. */
export function readTile(deps: Pick<Deps, 'store'>, { level, index, width }: TileAsked): Promise<Buffer | null> {
  const from = index * TILE_WIDTH;
  const leaves = 2 ** (level * TILE_LEVELS);
  return deps.store.read(async (tx) => {
    const head = await findHead(tx);
    if (!head || (from + width) * leaves > head.size) return null;
    const hashes = await listHashes(tx, level * TILE_LEVELS, { from, to: from + width });
    return hashes.length === width ? Buffer.concat(hashes) : null;
  });
}
