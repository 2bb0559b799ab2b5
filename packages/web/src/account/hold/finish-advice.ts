// What to do about a refused second touch, where the page can say it more exactly than the refusal does.
import { ApiProblem } from '../../api-problem.ts';

export interface FinishAdvice {
  readonly word:
    | 'finish.other-key'
    | 'finish.other-key.none'
    | 'finish.other-key.from'
    | 'finish.wrong-key'
    | 'finish.waits';
  /** Milliseconds since the epoch: from when on it can be tried again. */
  readonly at: number | null;
}

/** `hasKeys`: the server named keys that finish it. Null: the refusal's own sentence will do. */
export function adviseOnFinish(error: unknown, hasKeys: boolean): FinishAdvice | null {
  if (!(error instanceof ApiProblem)) return null;
  switch (error.code) {
    case 'hold.second-touch':
      if (error.from !== null) return { word: 'finish.other-key.from', at: error.from };
      return { word: hasKeys ? 'finish.other-key' : 'finish.other-key.none', at: null };
    case 'credential.not-trusted':
    case 'credential.below-floor':
    case 'credential.suspended':
    case 'credential.make-reported':
      return { word: hasKeys ? 'finish.other-key' : 'finish.other-key.none', at: null };
    case 'ceremony.refused':
      return hasKeys ? { word: 'finish.wrong-key', at: null } : null;
    case 'hold.waits':
      return error.until === null ? null : { word: 'finish.waits', at: error.until };
    default:
      return null;
  }
}
