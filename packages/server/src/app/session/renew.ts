// A session goes on under a new token after every change of what it may do (product.md §5). Of two copies of its cookie only the
// one that acted goes on: whoever has the other is signed out, and looks.

import { renewToken } from '../../storage/session.ts';
import type { Deps } from '../deps.ts';
import type { Work } from '../operate.ts';
import { mintToken } from '../token.ts';

export interface Renewed {
  readonly sessionToken: string;
  readonly endsAt: number;
}

export async function renewSession(
  deps: Pick<Deps, 'keyRing' | 'random'>,
  { tx, session, now }: Pick<Work, 'tx' | 'session' | 'now'>,
): Promise<Renewed> {
  const { token, hash } = mintToken(deps, 'hfs');
  if (!(await renewToken(tx, session.id, { tokenHash: hash, now }))) {
    throw new Error('the session was checked in this transaction');
  }
  return { sessionToken: token, endsAt: session.ends_at };
}
