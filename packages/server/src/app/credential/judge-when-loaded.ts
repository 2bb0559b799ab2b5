// Judges the makes of all keys once for each FIDO metadata that was loaded: at the start, and when there is a newer one.

import type { MetadataSource } from '../../webauthn/metadata/metadata-source.ts';
import type { Deps } from '../deps.ts';
import { judgeMakes } from './judge-makes.ts';

/** Called again and again; where judging fails, the next call begins it once more. */
export function judgeWhenLoaded(deps: Deps): (now: number) => Promise<void> {
  let judged: MetadataSource | null = null;
  return async (now) => {
    const loaded = deps.metadata();
    if (loaded === judged) return;
    await judgeMakes(deps, now);
    judged = loaded;
  };
}
