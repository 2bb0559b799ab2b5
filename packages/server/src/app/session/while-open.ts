// A file that is long in coming ends with its session, as everything does that was opened with it (product.md §5).

import { findSession } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/** Looks before each piece that goes out. @throws once the session was ended, which cuts the file off visibly. */
export async function* whileOpen(
  { store }: Pick<Deps, 'store'>,
  { session }: SignedInCaller,
  chunks: AsyncIterable<string>,
): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    if (!(await store.read((tx) => findSession(tx, session.id))))
      throw new Error('the session of a download was ended');
    yield chunk;
  }
}
