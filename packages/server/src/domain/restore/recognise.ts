// Is the database what this server last knew it to be, or an older copy that was put back (docs/backup.md)?
//
// What is known is kept outside of the database: the newest signed head that was seen, and the newest restore on record.
// A log only grows; one that is shorter, or that is another one at a size that was seen, was put back.

import type { RestorationId } from '../id.ts';

/** A signed head of the log. */
export interface Head {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

/** What was last known, as it is kept beside the database. */
export interface Anchor {
  /** Null: nothing had been sealed. */
  readonly head: Head | null;
  readonly restoration: RestorationId | null;
}

export interface FoundLog {
  /** The newest signed head. */
  readonly head: Head | null;
  /** The head that the database has of the anchor's size. */
  readonly atAnchor: Head | null;
  /** Restores on record, the oldest first. */
  readonly restorations: readonly RestorationId[];
}

/**
 * - command: `holdfast restore` put it there. - behind: the log is shorter than it was.
 * - forked: it is as long, and another one. - unknown: the database was not met here before, and is not new.
 */
export const RESTORE_REASONS = ['command', 'behind', 'forked', 'unknown'] as const;
export type RestoreReason = (typeof RESTORE_REASONS)[number];

export type Recognised =
  | { readonly tag: 'same' }
  /** It was put back, and somebody has put that on record already. */
  | { readonly tag: 'recorded' }
  | { readonly tag: 'restored'; readonly why: Exclude<RestoreReason, 'command'> };

/** The head as the first three lines of a signed note say it (C2SP tlog-checkpoint); null for anything else. */
export function headOfNote(note: string): Head | null {
  const [origin = '', digits = '', root = ''] = note.split('\n');
  const size = Number(digits);
  return origin !== '' && root !== '' && Number.isSafeInteger(size) && size > 0 ? { origin, size, root } : null;
}

const isSame = (a: Head, b: Head | null): boolean =>
  b !== null && a.origin === b.origin && a.size === b.size && a.root === b.root;

/**
 * @param anchor null where nothing is kept
 * @param embedded the database is a file beside the anchor: then one without the other came from elsewhere. A database
 * that servers share may meet a new server at any time.
 */
export function recognise(anchor: Anchor | null, found: FoundLog, embedded: boolean): Recognised {
  if (!anchor) return embedded && found.head ? { tag: 'restored', why: 'unknown' } : { tag: 'same' };
  if (anchor.restoration !== null && !found.restorations.includes(anchor.restoration)) {
    return { tag: 'restored', why: 'behind' };
  }
  if ((found.restorations.at(-1) ?? null) !== anchor.restoration) return { tag: 'recorded' };
  if (!anchor.head) return { tag: 'same' };
  if (!found.head || found.head.size < anchor.head.size) return { tag: 'restored', why: 'behind' };
  return isSame(anchor.head, found.atAnchor) ? { tag: 'same' } : { tag: 'restored', why: 'forked' };
}
