// A write for somebody who asks. It may have waited for a slow hash or for its turn: it is judged by the time at which it
// begins, so that what ran out meanwhile has run out.

import type { Store, Tx } from '../storage/store.ts';
import type { Caller } from './caller.ts';

export function writeFor<T>(
  { store }: { readonly store: Store },
  caller: Caller,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return store.write((tx) => {
    caller.moveOn();
    return work(tx);
  });
}
