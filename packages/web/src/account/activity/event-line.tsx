// One entry of the activity: its time, its shape, its sentence, and the facts that go with it.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Event } from '../../look/events.tsx';
import { useTimes } from '../../words/use-times.ts';
import { type ActivityEvent, tellEvent } from './tell-event.ts';

/** What its moment means, where that is not how long something waits or holds. */
const SAID: Readonly<Record<string, 'fact.trusted-from' | 'fact.counts-from' | 'fact.settles'>> = {
  'credential.add': 'fact.trusted-from',
  'contact.accepted': 'fact.counts-from',
  'enrolment.commit': 'fact.settles',
};

interface EventLineProps {
  readonly event: ActivityEvent;
  /** What the time column says. */
  readonly time: string;
  /** Facts beyond the entry's own. */
  readonly more?: readonly string[];
  /** Its proof, at the line's end, and what that rests on, below the facts. */
  readonly proof?: ReactNode;
  readonly below?: ReactNode;
}

export function EventLine({ event, time, more = [], proof, below }: EventLineProps) {
  const { t } = useTranslation('activity');
  const times = useTimes();
  const { mark, words, namesKey } = tellEvent(event);
  const when = event.effectiveAt === null ? '' : times.at(event.effectiveAt);
  const values = {
    operation: event.operation,
    key: event.keyName ?? t('a-key'),
    subject: event.subject ?? t('something'),
    when,
  };
  const sentence = words.map((word) => t(word, values)).join(' ');
  const facts: string[] = [];
  if (event.device !== null) facts.push(event.device);
  if (event.place) facts.push(event.place.country);
  if (event.ip !== null && (event.actor === 'stranger' || !event.place)) facts.push(event.ip);
  if (event.keyName !== null && !namesKey) facts.push(t('fact.key', { key: event.keyName }));
  if (event.effectiveAt !== null && !sentence.includes(when)) {
    // A key that was trusted at once has nothing to wait for.
    if (event.operation !== 'credential.add' || event.effectiveAt > event.at) {
      facts.push(t(SAID[event.operation] ?? 'fact.until', { when }));
    }
  }
  if (event.thisSession) facts.push(t('fact.session'));
  return (
    <Event time={time} at={event.at} mark={mark} facts={[...facts, ...more]} proof={proof} below={below}>
      {sentence}
    </Event>
  );
}
