// What waits, as a row of a list, with the one button that stops it.
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Row } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { Failed } from '../../look/waiting.tsx';
import { useNow } from '../../use-now.ts';
import { useTimes } from '../../words/use-times.ts';
import { type Change, type Hold, isChange, phaseOf } from './hold-answer.ts';
import { useHoldName, useHoldSentence } from './use-hold-words.ts';
import { useStop } from './use-stop.ts';

const MINUTE = 60_000;

export function HoldRow({ hold }: { readonly hold: Hold }) {
  return isChange(hold) ? <ChangeRow hold={hold} /> : <RecoveryRow hold={hold} />;
}

function ChangeRow({ hold }: { readonly hold: Change }) {
  const { t } = useTranslation('holds');
  const { busy, failure, stop } = useStop(hold);
  const sentence = useHoldSentence();
  const name = useHoldName()(hold);
  const phase = phaseOf(hold);
  return (
    <Row
      name={name}
      marks={<Status mark={phase === 'ready' ? 'needs' : 'wait'}>{t(`state.${phase}`)}</Status>}
      facts={hold.startedWith === null ? [] : [t('asked-with', { key: hold.startedWith })]}
      end={
        <>
          {phase === 'ready' && (
            <ButtonLink small object={name} href="/holds">
              {t('see-hold')}
            </ButtonLink>
          )}
          <Button small busy={busy} object={name} onClick={stop}>
            {t('stop')}
          </Button>
        </>
      }
      below={failure !== null && <Failed point={t('stop.failed')} error={failure} />}
    >
      {sentence(hold)}
    </Row>
  );
}

function RecoveryRow({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation('holds');
  const times = useTimes();
  const now = useNow(MINUTE);
  const when = times.fully(hold.ripensAt);
  const span = times.span(Math.max(60, Math.round((hold.ripensAt - now) / 1000)));
  const isOpen = hold.state === 'ripe';
  return (
    <Row
      name={t('name.recovery')}
      marks={<Status mark="wait">{t(isOpen ? 'state.ripe' : 'state.waiting')}</Status>}
      end={
        <ButtonLink small href="/case">
          {t('see-case')}
        </ButtonLink>
      }
    >
      {isOpen ? t('when.ripe') : t('when.recovery', { when, span })}
    </Row>
  );
}
