// Stopping what waits. It asks for a proof only where two began it.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { focusHeading } from '../focus-heading.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import type { Hold } from './hold-answer.ts';

export function useStop(hold: Pick<Hold, 'id' | 'kind'>) {
  const { t } = useTranslation('holds');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const stop = () =>
    void attempt.run(async () => {
      await change('hold.veto', { params: { holdId: hold.id } });
      toast(t(`stopped.${hold.kind}`));
      focusHeading();
    });
  return { ...attempt, stop };
}
