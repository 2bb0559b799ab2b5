// The newest head of the log that this browser has checked, kept in it, so that a shortened or forked log is seen later.
import { type Checkpoint, parseCheckpoint, parseNote } from '@holdfast/contract/log';

export interface KeptHead {
  /** The log's key, in one line. */
  readonly key: string;
  readonly witnesses: readonly string[];
  /** The signed note. */
  readonly note: string;
}

const NAME = 'holdfast.log';

/** Null where nothing is kept, or the browser keeps nothing for pages. */
export function readKeptHead(): (KeptHead & { readonly head: Checkpoint }) | null {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? 'null') as KeptHead | null;
    const head = kept && parseCheckpoint(parseNote(kept.note)?.text ?? '');
    return kept && head ? { ...kept, head } : null;
  } catch {
    return null;
  }
}

export function keepHead(kept: KeptHead): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing checks everything else all the same.
  }
}

export function forgetHead(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // There is nothing to forget.
  }
}
