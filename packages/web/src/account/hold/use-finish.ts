// The second touch: a key over exactly this one change, or, on a standard account, a fresh proof by password and code.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call } from '../../api.ts';
import { ApiProblem } from '../../api-problem.ts';
import { useToast } from '../../look/toast.tsx';
import type { Notice } from '../../notice.ts';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { authenticate } from '../../webauthn.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { focusHeading } from '../focus-heading.ts';
import { useAttempt } from '../use-attempt.ts';
import { adviseOnFinish } from './finish-advice.ts';
import type { Change } from './hold-answer.ts';

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

/** What to do about a refusal, in words; null where the refusal says so itself. */
export function useFinishAdvice({ secondTouch }: Change): (error: unknown) => string | null {
  const { t } = useTranslation('holds');
  const counts = useCounts();
  const times = useTimes();
  const names = secondTouch?.keys ?? [];
  return (error) => {
    const advice = adviseOnFinish(error, names.length > 0);
    if (!advice) return null;
    const when = advice.at === null ? '' : times.fully(advice.at);
    return t(advice.word, { keys: counts.anyOf(names), when });
  };
}

export function useFinish(hold: Change) {
  const { t } = useTranslation('holds');
  const protectedCall = useProtectedCall();
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const toast = useToast();
  const attempt = useAttempt();
  const params = { holdId: hold.id };
  const finish = (touch: () => Promise<unknown>) =>
    void attempt.run(async () => {
      try {
        await touch();
      } catch (error) {
        await cache.invalidateQueries();
        // Its card goes with it, so these are said where they outlast it.
        if (codeOf(error) === 'not-found') toast(t('finish.gone'));
        else if (codeOf(error) === 'hold.expired') toast(t('finish.lapsed'));
        else throw error;
        return;
      }
      if (hold.kind === 'account.delete') {
        // There is nothing left to read here, and in a moment nobody is signed in.
        navigate('/sign-in', { replace: true, state: { notice: 'deleted' } satisfies Notice });
        return;
      }
      await cache.invalidateQueries();
      toast(t(`finished.${hold.kind}`));
      focusHeading();
    });
  const byKey = () =>
    finish(async () => {
      const response = await authenticate(await protectedCall('hold.finish-options', { params }));
      // A key's answer is good once, so it is not sent a second time.
      await call('hold.finish', { params, body: { response } });
    });
  const byFactors = () => finish(() => protectedCall('hold.finish', { params, body: {} }));
  return { ...attempt, byKey, byFactors };
}
