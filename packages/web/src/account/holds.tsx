// What waits, as a row of a list or as a card of its own, with the one button that stops it.
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../look/button.tsx';
import { HoldCard } from '../look/hold-card.tsx';
import { Loud } from '../look/loud.tsx';
import { Row } from '../look/rows.tsx';
import { Status } from '../look/status.tsx';
import { useToast } from '../look/toast.tsx';
import { Failed } from '../look/waiting.tsx';
import { useNow } from '../use-now.ts';
import { useTimes } from '../words/use-times.ts';
import type { Account } from './account-answer.ts';
import { Failure } from './failure.tsx';
import { focusHeading } from './focus-heading.ts';
import { useAttempt } from './use-attempt.ts';
import { useChange } from './use-change.ts';

export type Hold = Account['holds'][number];

const MINUTE = 60_000;

/** Stopping needs no fresh proof: it only keeps things as they are. */
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

/** "To m.lindqvist@example.net on Sunday …, in 52 hours. Started by you with Desk key." */
function useSentence(hold: Hold): string {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const now = useNow(MINUTE);
  const when = times.fully(hold.ripensAt);
  const span = times.span(Math.max(60, Math.round((hold.ripensAt - now) / 1000)));
  const { newEmail: email, startedWith: key } = hold;
  if (hold.kind === 'recovery') return hold.state === 'ripe' ? t('when.ripe') : t('when.recovery', { when, span });
  if (email === null) return key === null ? t('when', { when, span }) : t('when.key', { when, span, key });
  return key === null ? t('when.email', { when, span, email }) : t('when.email.key', { when, span, key, email });
}

export function HoldRow({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation('holds');
  const { busy, failure, stop } = useStop(hold);
  const sentence = useSentence(hold);
  const recovery = hold.kind === 'recovery';
  return (
    <Row
      name={t(`name.${hold.kind}`)}
      marks={
        <Status mark="wait">{t(recovery ? (hold.state === 'ripe' ? 'state.ripe' : 'state.waiting') : 'state')}</Status>
      }
      end={
        recovery ? (
          <ButtonLink small href="/case">
            {t('see-case')}
          </ButtonLink>
        ) : (
          <Button small busy={busy} object={t(`name.${hold.kind}`)} onClick={stop}>
            {t('stop')}
          </Button>
        )
      }
      below={failure !== null && <Failed point={t('stop.failed')} error={failure} />}
    >
      <Loud>{sentence}</Loud>
    </Row>
  );
}

/** The same at length, where it is the page's subject. `urgent`: its button is the page's primary action. */
export function HoldBox({ hold, urgent = true }: { readonly hold: Hold; readonly urgent?: boolean }) {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const { busy, failure, stop } = useStop(hold);
  return (
    <>
      <HoldCard
        state={t('state')}
        what={t(`count.${hold.kind}`)}
        startedAt={hold.startedAt}
        ripensAt={hold.ripensAt}
        marks={[
          { name: t('mark.asked'), at: hold.startedAt, words: times.brief(hold.startedAt) },
          { name: t('mark.happens'), at: hold.ripensAt, words: times.brief(hold.ripensAt) },
        ]}
        action={
          <Button kind={urgent ? 'primary' : undefined} busy={busy} object={t(`name.${hold.kind}`)} onClick={stop}>
            {t('stop')}
          </Button>
        }
      >
        {t('any-key')}
      </HoldCard>
      <Failure of={failure} point={t('stop.failed')} />
    </>
  );
}
