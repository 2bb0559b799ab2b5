// A recovery under way, as its holder sees it: how long it still waits, or stays open, and the button that stops it.
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { HoldCard } from '../../look/hold-card.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { type Hold, useStop } from '../holds.tsx';

/** The moments of its gauge. An open case counts down to its closing. */
function useSpan(hold: Hold) {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const { startedAt, secondAlertAt, ripensAt, recovery } = hold;
  const mark = (name: string, at: number) => ({ name, at, words: times.brief(at) });
  if (hold.state === 'ripe' && recovery) {
    const { expiresAt } = recovery;
    const marks = [mark(t('mark.opened'), ripensAt), mark(t('mark.closes'), expiresAt)];
    return { what: t('count.ripe'), startedAt: ripensAt, ripensAt: expiresAt, marks };
  }
  const marks = [
    mark(t('mark.started'), startedAt),
    mark(t('mark.second'), secondAlertAt),
    mark(t('mark.opens'), ripensAt),
  ];
  return { what: t('count.recovery'), startedAt, ripensAt, marks };
}

/** `link`: where the case's own page is elsewhere. */
export function RecoveryCard({ hold, link = false }: { readonly hold: Hold; readonly link?: boolean }) {
  const { t } = useTranslation('holds');
  const span = useSpan(hold);
  const { busy, failure, stop } = useStop(hold);
  return (
    <>
      <HoldCard
        state={t(hold.state === 'ripe' ? 'state.ripe' : 'state.waiting')}
        reference={hold.recovery && t('case', { number: hold.recovery.caseNumber })}
        {...span}
        action={
          <>
            <Button kind="primary" busy={busy} onClick={stop}>
              {t('stop.recovery')}
            </Button>
            {link && <ButtonLink href="/case">{t('see-case')}</ButtonLink>}
          </>
        }
      >
        {t(hold.stoppedBy === 'any' ? 'costs-nothing' : 'costs-a-key')}
      </HoldCard>
      <Failure of={failure} point={t('stop.failed')} />
    </>
  );
}
