// How the sealed log stands, at the end of every signed-in page: its length, when it was sealed, and who saw the same one.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { Icon } from '../look/icon.tsx';
import { useTimes } from '../words/use-times.ts';

/** A page that is turned asks no more often: the line is a sign of life, not a live figure. */
const FRESH_MS = 60_000;

/** Nothing while nothing was sealed, and where the log cannot be read: no page depends on it. */
export function LogState() {
  const { t } = useTranslation(['account', 'time']);
  const times = useTimes();
  const { data } = useQuery({
    queryKey: ['log.read'],
    queryFn: ({ signal }) => call('log.read', { signal }),
    staleTime: FRESH_MS,
  });
  if (!data) return null;
  const { size, signedAt, witnesses, witnessed } = data;
  const count = witnessed?.by.length ?? 0;
  const seen = count > 0 ? t('log.witnessed', { count }) : t(witnesses.length > 0 ? 'log.waiting' : 'log.alone');
  const length = t('log.length', { count: size, number: size.toLocaleString(t('time:locale')) });
  return (
    <span className="log-state">
      <Icon name="proof" />
      <span className="mono">{t('log', { length, when: times.at(signedAt), seen })}</span>
    </span>
  );
}
