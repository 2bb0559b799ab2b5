// A recovery under way, as its holder sees it: how long it still waits, or stays open, and the button that stops it.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { HoldCard } from '../../look/hold-card.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import type { Hold } from '../hold/hold-answer.ts';
import { useStop } from '../hold/use-stop.ts';

/** The moments of its gauge. An open case counts down to its closing. */
function useSpan(hold: Hold) {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const { startedAt, secondAlertAt, ripensAt, recovery } = hold;
  const mark = (name: string, at: number) => ({ name, at, words: times.brief(at) });
  if (hold.state === 'ripe' && recovery) {
    const { expiresAt } = recovery;
    const marks = [mark(t('mark.opened'), ripensAt), mark(t('mark.closes'), expiresAt)];
    return { count: { what: t('count.ripe'), until: expiresAt }, marks };
  }
  const marks = [
    mark(t('mark.started'), startedAt),
    mark(t('mark.second'), secondAlertAt),
    mark(t('mark.opens'), ripensAt),
  ];
  return { count: { what: t('count.recovery'), until: ripensAt }, marks };
}

interface RecoveryCardProps {
  readonly hold: Hold;
  /** Where the case's own page is elsewhere: its name stands on the card, and a link leads there. */
  readonly link?: boolean;
  readonly children?: ReactNode;
}

export function RecoveryCard({ hold, link = false, children }: RecoveryCardProps) {
  const { t } = useTranslation('holds');
  const span = useSpan(hold);
  const { busy, failure, stop } = useStop(hold);
  return (
    <>
      <HoldCard
        state={t(hold.state === 'ripe' ? 'state.ripe' : 'state.waiting')}
        reference={hold.recovery && t('case', { number: hold.recovery.caseNumber })}
        heading={link ? t('name.recovery') : undefined}
        level={2}
        {...span}
        action={
          <>
            <Button kind="primary" busy={busy} onClick={stop}>
              {t('stop.recovery')}
            </Button>
            {link && <ButtonLink href="/case">{t('see-case')}</ButtonLink>}
          </>
        }
        notes={[t(hold.stoppedBy === 'any' ? 'costs-nothing' : 'costs-a-key')]}
      >
        {children}
      </HoldCard>
      <Failure of={failure} point={t('stop.failed')} />
    </>
  );
}
