// Any failure in one calm sentence: what happened and what to do.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-problem.ts';
import { Unreachable } from '../unreachable.ts';
import { KeyFailure } from '../webauthn.ts';
import { useTimes } from './use-times.ts';

export interface Explanation {
  readonly sentence: string;
  /** What to quote when asking for help; only on faults. */
  readonly reference: string | null;
}

export function useExplain(): (error: unknown) => Explanation {
  const { t } = useTranslation(['problems', 'ceremony']);
  const times = useTimes();
  return useCallback(
    (error) => {
      if (error instanceof KeyFailure) return { sentence: t(`ceremony:failure.${error.kind}`), reference: null };
      if (error instanceof Unreachable) return { sentence: t('unreachable'), reference: null };
      if (!(error instanceof ApiProblem)) return { sentence: t('unknown'), reference: null };
      const { code, retryAfterSeconds, reference, from, until } = error;
      if (code === 'request.throttled' && retryAfterSeconds) {
        return { sentence: t('throttled.in', { span: times.span(retryAfterSeconds) }), reference };
      }
      return { sentence: t(code, { from: times.at(from ?? 0), until: times.at(until ?? 0) }), reference };
    },
    [t, times],
  );
}
