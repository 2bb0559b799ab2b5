// The question of an alert's page, with what is known and what stopping does.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { Button } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { PageHead } from '../look/heading.tsx';
import { Pair, Pairs } from '../look/pairs.tsx';
import { useTimes } from '../words/use-times.ts';
import { alertQuestion } from './alert-question.ts';
import { LockToo } from './lock-too.tsx';
import { TakeBack } from './take-back-hint.tsx';
import { Trouble } from './trouble.tsx';

interface NotMeAskProps {
  readonly alert: Answer<'alert.read'>;
  /** Each rejects where nothing was stopped. */
  readonly onStop: () => Promise<void>;
  readonly onLock: () => Promise<void>;
  readonly onMine: () => void;
}

/** As far as is known: what is half done is not counted. */
function stopsNothing({ about, key, waiting, endsSession }: NotMeAskProps['alert']): boolean {
  const onKey = key?.would === 'suspend' || key?.would === 'end-sessions';
  const onOther = about === 'factor' || about === 'channel' || about === 'contact';
  return !(onKey || onOther || endsSession || waiting.stopsRecovery || waiting.stops > 0);
}

/** What is done already, and what no link undoes: a button that offered to stop it would be believed. */
const undoesLess = ({ about, operation, takeBackUntil, waiting }: NotMeAskProps['alert']): boolean =>
  about === 'recovered' ||
  operation === 'enrolment.commit' ||
  takeBackUntil !== null ||
  waiting.leaves > 0 ||
  waiting.leavesRecovery;

/** Operations whose subject is a name that the holder knows: a key, a device, an address. */
const NAMED = /^(?:credential\.|email\.|use-key)/;

/** What the button does, as far as it is known before it is pressed. */
function useDoes({ about, key, waiting, endsSession, takeBackUntil }: NotMeAskProps['alert']): readonly string[] {
  const { t } = useTranslation('not-me');
  const suspends = takeBackUntil === null ? 'does.suspend.until' : 'does.suspend.settling';
  const returns = key?.would === 'suspend' && key.comesBackAt !== null;
  const first =
    about === 'factor' || about === 'channel' || about === 'contact'
      ? t(`does.${about}`)
      : key && t(returns ? suspends : `does.${key.would}`, { key: key.name });
  const { stops, stopsRecovery, leaves, leavesRecovery } = waiting;
  return [
    first,
    about === 'recovered' && t(endsSession ? 'does.recovered' : 'does.recovered.none'),
    // What a key or factor had opened is said already.
    endsSession && about !== 'recovered' && about !== 'key' && about !== 'factor' && t('does.session'),
    stopsRecovery && t('does.recovery'),
    stops > 0 && t('does.holds', { count: stops }),
    t('does.half-done'),
    leavesRecovery && t('does.leaves.recovery'),
    leaves > 0 && t('does.leaves', { count: leaves }),
  ].filter((sentence) => typeof sentence === 'string');
}

export function NotMeAsk({ alert, onStop, onLock, onMine }: NotMeAskProps) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  const { busy, failure, run } = useAttempt();
  const { at, place, takeBackUntil, locked, waiting } = alert;
  const does = useDoes(alert);
  const stopsLess = stopsNothing(alert) || undoesLess(alert);
  const question = alertQuestion(alert);
  const over = question === 'recovering' && !waiting.stopsRecovery && !waiting.leavesRecovery;
  return (
    <>
      <PageHead
        title={t('title')}
        eyebrow={t('eyebrow', { day: times.weekday(at) })}
        lede={t(over ? 'lede.over' : stopsLess ? 'lede.less' : 'lede')}
      >
        {t(`ask.${question}`, { clock: times.clock(at), country: place?.country ?? '' })}
      </PageHead>
      <Particulars alert={alert} />
      <div className="top-6" />
      {takeBackUntil !== null && <TakeBack until={takeBackUntil} />}
      {failure !== null && <Trouble error={failure} point={t('not-stopped')} />}
      <div className="actions top-0">
        <Button kind={takeBackUntil === null ? 'primary' : undefined} busy={busy} onClick={() => void run(onStop)}>
          {t(stopsLess ? 'stop.less' : 'stop')}
        </Button>
        <Button kind="plain" onClick={onMine}>
          {t('was-me')}
        </Button>
      </div>
      <div className="top-6">
        <Callout
          icon="lock"
          point={t('does.point')}
          below={
            <>
              <ol className="small numbers top-2">
                {does.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ol>
              <p className="small top-3">{t('does.kept')}</p>
            </>
          }
        />
      </div>
      <LockToo locked={locked} busy={busy} onLock={onLock} />
    </>
  );
}

/** When, where and with what it was done. */
function Particulars({ alert: { at, place, device, keyName, operation, subject } }: Pick<NotMeAskProps, 'alert'>) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  return (
    <Pairs names="tight">
      <Pair name={t('when')} note={times.ago(at)}>
        {t('when.at', { day: times.weekday(at), clock: times.clock(at) })}
      </Pair>
      {place && (
        <Pair name={t('where')} note={t('where.note')}>
          {place.country}
        </Pair>
      )}
      {device && <Pair name={t('device')}>{device}</Pair>}
      {keyName && <Pair name={t('key')}>{keyName}</Pair>}
      {subject && subject !== keyName && NAMED.test(operation) && (
        <Pair name={t(operation === 'credential.add' ? 'about.key-added' : 'about')}>{subject}</Pair>
      )}
    </Pairs>
  );
}
