// A change that happens at a stated time unless somebody says no: what, how long, when each alert goes, and one button.
import { type CSSProperties, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../use-now.ts';
import { Status } from './status.tsx';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Longer than the longest wait: then days are counted and minutes are not. */
const DAYS_FROM = 7 * DAY + HOUR;

export interface GaugeMark {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The same moment in words. */
  readonly words: string;
}

interface HoldCardProps {
  /** The state in a word, such as "Waiting". */
  readonly state: string;
  readonly reference?: ReactNode;
  /** What happens, as the count's opening: "Protection turns off unless you stop it, in". */
  readonly what: string;
  readonly startedAt: number;
  readonly ripensAt: number;
  /** First the start, last the moment it happens; alerts between. */
  readonly marks: readonly GaugeMark[];
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

const share = (at: number, from: number, to: number) =>
  `${Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100))}%`;

export function HoldCard({ state, reference, what, startedAt, ripensAt, marks, action, children }: HoldCardProps) {
  const { t } = useTranslation('shared');
  const now = useNow(MINUTE);
  const titleId = useId();
  const left = Math.max(0, ripensAt - now);
  const inDays = left > DAYS_FROM;
  const hours = Math.floor(left / HOUR);
  const [first, second] = inDays ? [Math.floor(left / DAY), hours % 24] : [hours, Math.floor((left % HOUR) / MINUTE)];
  // Announced hourly and not at every minute, which would never let a screen reader rest.
  const spoken = inDays ? t('hold.days', { count: first }) : t('hold.hours', { count: hours });
  return (
    <section className="hold" aria-labelledby={titleId}>
      <div className="hold-top">
        <Status mark="wait">{state}</Status>
        {reference && <span>{reference}</span>}
      </div>
      <div className="hold-body">
        <p id={titleId} className="quiet">
          {what}
        </p>
        <p className="count top-1" aria-hidden="true">
          {first}
          <small>{t(inDays ? 'hold.day-unit' : 'hold.hour-unit', { count: first })}</small>
          {second}
          <small>{t(inDays ? 'hold.hour-unit' : 'hold.minute-unit', { count: second })}</small>
        </p>
        <p className="sr" role="status">
          {spoken}
        </p>
        <div
          className="gauge"
          style={{ '--p': share(now, startedAt, ripensAt) } as CSSProperties}
          role="img"
          aria-label={marks.map((mark) => `${mark.name} ${mark.words}.`).join(' ')}
        >
          <div className="gauge-line">
            <i />
            <b />
          </div>
          <ol>
            {marks.map((mark) => (
              <li key={mark.at} style={{ '--at': share(mark.at, startedAt, ripensAt) } as CSSProperties}>
                <strong>{mark.name}</strong>
                {mark.words}
              </li>
            ))}
          </ol>
        </div>
        {(action || children) && (
          <div className="actions top-4">
            {action}
            {children && <p className="small quiet">{children}</p>}
          </div>
        )}
      </div>
    </section>
  );
}
