// Something that waits: what it is, how long it still takes, how far it has come, and what can be done about it.
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
  /** The state in a word or two, such as "On hold". */
  readonly state: string;
  readonly reference?: ReactNode;
  /** Its wait is over, and it has not happened: its gauge goes on to the day on which it lapses. */
  readonly ready?: boolean | undefined;
  /** What it is: "Turn protection off". Where absent, the page has said so. */
  readonly heading?: string | undefined;
  /** 2 where the card is a section of its own and stands under no other heading. */
  readonly level?: 2 | 3;
  /** What it would do. */
  readonly lede?: ReactNode;
  /** Counts down to a moment. `what` opens it: "It is ready, if nobody stops it, in". */
  readonly count?: { readonly what: string; readonly until: number } | undefined;
  /** The gauge's, in their order: the first and the last are its ends. */
  readonly marks: readonly GaugeMark[];
  /** As far as it has come at least, whatever this device's clock says. */
  readonly reachedAt?: number;
  readonly action?: ReactNode;
  /** Paragraphs below the buttons. */
  readonly notes?: readonly string[];
  /** Facts below all of it. */
  readonly children?: ReactNode;
}

const share = (at: number, from: number, to: number) =>
  `${Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100))}%`;

export function HoldCard(props: HoldCardProps) {
  const {
    state,
    reference,
    reachedAt = 0,
    ready = false,
    heading,
    level = 3,
    lede,
    count,
    marks,
    action,
    notes = [],
    children,
  } = props;
  const Name = level === 2 ? 'h2' : 'h3';
  const titleId = useId();
  return (
    <section className={ready ? 'hold ready' : 'hold'} aria-labelledby={titleId}>
      <div className="hold-top">
        <Status mark={ready ? 'needs' : 'wait'}>{state}</Status>
        {reference && <span>{reference}</span>}
      </div>
      <div className="hold-body">
        {heading && (
          <Name id={titleId} className="hold-name">
            {heading}
          </Name>
        )}
        {lede && <p className="quiet hold-lede">{lede}</p>}
        {count && <Count {...count} titleId={heading ? undefined : titleId} />}
        <Gauge marks={marks} reachedAt={reachedAt} />
        {action && <div className="actions top-4">{action}</div>}
        {notes.map((note) => (
          <p key={note} className="small quiet hold-notes">
            {note}
          </p>
        ))}
        {children && <div className="hold-facts">{children}</div>}
      </div>
    </section>
  );
}

interface CountProps {
  readonly what: string;
  readonly until: number;
  /** Where its opening names the card. */
  readonly titleId: string | undefined;
}

function Count({ what, until, titleId }: CountProps) {
  const { t } = useTranslation('shared');
  const now = useNow(MINUTE);
  const left = Math.max(0, until - now);
  const inDays = left > DAYS_FROM;
  const hours = Math.floor(left / HOUR);
  const [first, second] = inDays ? [Math.floor(left / DAY), hours % 24] : [hours, Math.floor((left % HOUR) / MINUTE)];
  return (
    <>
      <p id={titleId} className={titleId ? 'quiet' : 'quiet top-4'}>
        {what}
      </p>
      <p className="count top-1" aria-hidden="true">
        {first}
        <small>{t(inDays ? 'hold.day-unit' : 'hold.hour-unit', { count: first })}</small>
        {second}
        <small>{t(inDays ? 'hold.hour-unit' : 'hold.minute-unit', { count: second })}</small>
      </p>
      {/* Announced hourly and not at every minute, which would never let a screen reader rest. */}
      <p className="sr" role="status">
        {inDays ? t('hold.days', { count: first }) : t('hold.hours', { count: hours })}
      </p>
    </>
  );
}

function Gauge({ marks, reachedAt }: { readonly marks: readonly GaugeMark[]; readonly reachedAt: number }) {
  const now = useNow(MINUTE);
  const [from, to] = [marks[0]?.at ?? 0, marks.at(-1)?.at ?? 0];
  return (
    <div
      className="gauge"
      style={{ '--p': share(Math.max(now, reachedAt), from, to) } as CSSProperties}
      role="img"
      aria-label={marks.map((mark) => `${mark.name} ${mark.words}.`).join(' ')}
    >
      <div className="gauge-line">
        <i />
        <b />
      </div>
      <ol>
        {marks.map((mark) => (
          <li key={mark.at} style={{ '--at': share(mark.at, from, to) } as CSSProperties}>
            <strong>{mark.name}</strong>
            {mark.words}
          </li>
        ))}
      </ol>
    </div>
  );
}
