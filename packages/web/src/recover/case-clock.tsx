// How long a case still waits, or how long it stays open, as a card with the moments of its alerts.
import { useTranslation } from 'react-i18next';
import { HoldCard } from '../look/hold-card.tsx';
import { useTimes } from '../words/use-times.ts';

interface CaseClockProps {
  readonly caseNumber: string;
  readonly startedAt: number;
  readonly secondAlertAt: number;
  readonly ripensAt: number;
}

export function CaseClock({ caseNumber, startedAt, secondAlertAt, ripensAt }: CaseClockProps) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  return (
    <HoldCard
      state={t('waiting')}
      reference={t('case', { number: caseNumber })}
      count={{ what: t('count'), until: ripensAt }}
      marks={[
        { name: t('mark.started'), at: startedAt, words: times.brief(startedAt) },
        { name: t('mark.second'), at: secondAlertAt, words: times.brief(secondAlertAt) },
        { name: t('mark.opens'), at: ripensAt, words: times.brief(ripensAt) },
      ]}
    />
  );
}
