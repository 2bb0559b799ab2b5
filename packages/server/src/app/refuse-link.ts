// A link, or a case secret, that fits nothing. It cannot be guessed, so only such tries count, and a right one never waits.

import type { Refusal } from '../domain/refusal.ts';
import type { Tx } from '../storage/store.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';
import { throttle } from './throttle.ts';

/** Whoever shares the holder's network cannot hold the holder's own link up. */
export const refuseLink = async (deps: Pick<Deps, 'keyRing'>, tx: Tx, caller: Caller): Promise<Refusal> =>
  (await throttle(deps, tx, 'code.network', [caller.network], caller.now)) ?? { tag: 'link-refused' };
