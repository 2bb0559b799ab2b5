// The last ninety days at a glance: a strip of bars for each kind, and the same as a table for who does not see it.
import { useTranslation } from 'react-i18next';
import { Ledger } from '../../look/ledger.tsx';
import { useTimes } from '../../words/use-times.ts';
import { useRead } from '../use-read.ts';
import { DAYS, type DayCount, heightOf, lastDays } from './last-days.ts';

const KINDS = ['signIns', 'changes', 'refused'] as const;
type Kind = (typeof KINDS)[number];

const TALL = 20;
const BAR = 0.7;

/** Noon, so that the day reads the same in every zone this page may be in. */
const momentOf = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12).getTime();
};

export function Picture() {
  const { t } = useTranslation('activity');
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const counted = useRead('activity.days', { query: { zone } });
  if (!counted.data) return counted.error ? <p className="quiet small under-6">{t('picture.failed')}</p> : null;
  const days = lastDays(counted.data.today, counted.data.days);
  return (
    <Ledger name={t('picture')} note={t('picture.note')}>
      <figure className="strips">
        {KINDS.map((kind) => (
          <Strip key={kind} kind={kind} days={days} />
        ))}
        <Scale days={days} />
        <div className="sr">
          <DaysTable days={days} />
        </div>
      </figure>
    </Ledger>
  );
}

interface StripProps {
  readonly kind: Kind;
  readonly days: readonly DayCount[];
}

function Strip({ kind, days }: StripProps) {
  const { t } = useTranslation('activity');
  const most = Math.max(...days.map((day) => day[kind]));
  const sum = days.reduce((total, day) => total + day[kind], 0);
  return (
    <div className={`strip strip-${kind}`} aria-hidden="true">
      <span className="strip-name">{t(`picture.${kind}`)}</span>
      <svg viewBox={`0 0 ${DAYS} ${TALL}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map((day, place) => {
          const height = heightOf(day[kind], most) * TALL;
          return height === 0 ? null : (
            <rect key={day.day} x={place + (1 - BAR) / 2} y={TALL - height} width={BAR} height={height} />
          );
        })}
      </svg>
      <span className="strip-sum">{sum}</span>
    </div>
  );
}

function Scale({ days }: { readonly days: readonly DayCount[] }) {
  const { t } = useTranslation('activity');
  const times = useTimes();
  return (
    <div className="strip-scale" aria-hidden="true">
      <span>{times.day(momentOf(days[0]?.day ?? ''))}</span>
      <span>{t('picture.today')}</span>
    </div>
  );
}

function DaysTable({ days }: { readonly days: readonly DayCount[] }) {
  const { t } = useTranslation('activity');
  const times = useTimes();
  const busy = days.filter((day) => KINDS.some((kind) => day[kind] > 0)).toReversed();
  return (
    <table>
      <caption>{t('picture.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('picture.day')}</th>
          {KINDS.map((kind) => (
            <th key={kind} scope="col">
              {t(`picture.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {busy.map((day) => (
          <tr key={day.day}>
            <th scope="row">{times.day(momentOf(day.day))}</th>
            {KINDS.map((kind) => (
              <td key={kind}>{day[kind]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
