// Why something that a thief would hurry to do has to wait in the days after a recovery.
import { useTranslation } from 'react-i18next';
import { useTimes } from '../words/use-times.ts';
import type { Account } from './account-answer.ts';

/** The reason beside a button that does not work yet, or null where the account is on no probation. */
export function useProbation({ probationUntil }: Pick<Account, 'probationUntil'>): string | null {
  const { t } = useTranslation('account');
  const times = useTimes();
  return probationUntil === null ? null : t('after-recovery', { when: times.at(probationUntil) });
}
