// A suspended key comes back by itself: with a recovery key, with another suspended key, or after a week.
import type { Answer, Body } from '@holdfast/contract';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Arrival } from '../arrival.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { Frame } from '../look/frame.tsx';
import { Heading } from '../look/heading.tsx';
import { RecoveryKeyField, useMisread } from '../recover/recovery-key-field.tsx';
import { recoveryKeyFault } from '../recover/typed-secret.ts';
import { useNow } from '../use-now.ts';
import { authenticate, stopWaiting } from '../webauthn.ts';
import { useTimes } from '../words/use-times.ts';
import { EntryBar } from './entry-bar.tsx';
import { goOn } from './go-on.ts';
import { readSuspended } from './suspended-state.ts';
import { Trouble } from './trouble.tsx';

const MINUTE = 60_000;

type Way = Body<'credential.come-back'>['with'];
type Response = Body<'credential.come-back'>['response'];

/** Each key answers to a challenge of its own. */
const askKey = async () => authenticate(await call('credential.come-back-options'));

/** The attempt, by which way it is made, and which key of two is waited for. */
function useComeBack() {
  const [, navigate] = useLocation();
  const attempt = useAttempt();
  const [way, setWay] = useState<Way | null>(null);
  const [turn, setTurn] = useState<1 | 2>(1);
  useEffect(() => stopWaiting, []);
  const onIn = ({ next, recoveryStopped }: Answer<'credential.come-back'>) =>
    navigate(goOn(next), {
      replace: true,
      state: recoveryStopped ? ({ arrival: 'recovery-stopped' } satisfies Arrival) : null,
    });
  const start = (chosen: Way, send: (response: Response) => Promise<Answer<'credential.come-back'>>) => {
    setWay(chosen);
    setTurn(1);
    void attempt.run(async () => onIn(await send(await askKey())));
  };
  const alone = () =>
    start('nothing', (response) => call('credential.come-back', { body: { with: 'nothing', response } }));
  const withRecoveryKey = (recoveryKey: string) =>
    start('recovery-key', (response) =>
      call('credential.come-back', { body: { with: 'recovery-key', recoveryKey, response } }),
    );
  const asPair = () =>
    start('key', async (response) => {
      setTurn(2);
      const other = await askKey();
      return call('credential.come-back', { body: { with: 'key', response, other } });
    });
  return { attempt, way, turn, alone, withRecoveryKey, asPair };
}

type ComingBack = ReturnType<typeof useComeBack>;

export default function ComeBack() {
  const { t } = useTranslation('come-back');
  const { comesBackAt, comesBackWith } = readSuspended(useHistoryState());
  /** Where nobody said, each way is offered. */
  const has = (kind: string): boolean => comesBackWith === null || comesBackWith.includes(kind);
  const coming = useComeBack();
  const { attempt, way } = coming;
  const misread = useMisread();
  const atField = way === 'recovery-key' && misread(attempt.failure) !== null;
  return (
    <Frame bar={<EntryBar />} width="entry">
      <div>
        <Heading title={t('title')}>{t('statement')}</Heading>
        {attempt.failure !== null && !atField && <Refused error={attempt.failure} />}
        <p className="quiet under-5">{t('lede')}</p>
        {has('key') && (
          <WayBack title={t('other.title')} what={t('other.what')}>
            <ButtonLink block kind="primary" icon="key" href="/sign-in">
              {t('other.do')}
            </ButtonLink>
          </WayBack>
        )}
        {has('factors') && (
          <WayBack title={t('factors.title')} what={t('factors.what')}>
            <ButtonLink block href="/sign-in">
              {t('factors.do')}
            </ButtonLink>
          </WayBack>
        )}
        {has('recovery-key') && <WithRecoveryKey coming={coming} error={atField ? misread(attempt.failure) : null} />}
        {has('pair') && (
          <WayBack title={t('pair.title')} what={t('pair.what')}>
            <Button block icon="key" busy={attempt.busy && way === 'key'} onClick={coming.asPair}>
              {t(attempt.busy && way === 'key' ? (coming.turn === 1 ? 'waiting' : 'waiting.other') : 'pair.do')}
            </Button>
          </WayBack>
        )}
        {has('link') && (
          <WayBack title={t('link.title')} what={t('link.what')}>
            <ButtonLink block href="/recover/e-mail">
              {t('link.do')}
            </ButtonLink>
          </WayBack>
        )}
        <Alone coming={coming} comesBackAt={comesBackAt} otherwise={comesBackWith} />
      </div>
    </Frame>
  );
}

interface WayBackProps {
  readonly title: string;
  readonly what: string;
  readonly children?: ReactNode;
}

function WayBack({ title, what, children }: WayBackProps) {
  return (
    <section className="under-5">
      <h2>{title}</h2>
      <p className="quiet top-1 under-4">{what}</p>
      {children}
    </section>
  );
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('come-back');
  const code = error instanceof ApiProblem ? error.code : null;
  const why =
    code === 'sign-in.refused' ? t('refused.check') : code === 'not-found' ? t('refused.not-suspended') : undefined;
  return (
    <Trouble error={error} point={t('refused')}>
      {why}
    </Trouble>
  );
}

function WithRecoveryKey({ coming, error }: { readonly coming: ComingBack; readonly error: string | null }) {
  const { t } = useTranslation(['come-back', 'recover']);
  const { attempt, way } = coming;
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const waits = attempt.busy && way === 'recovery-key';
  const send = (event: FormEvent) => {
    event.preventDefault();
    const fault = recoveryKeyFault(typed);
    setMissing(fault ? t(`recover:key.${fault}`) : null);
    if (!fault) coming.withRecoveryKey(typed.trim());
  };
  const type = (text: string) => {
    setMissing(null);
    setTyped(text);
  };
  return (
    <WayBack title={t('paper.title')} what={t('paper.what')}>
      <form className="form" onSubmit={send} noValidate>
        <RecoveryKeyField
          label={t('paper.field')}
          hint={t('paper.hint')}
          typed={typed}
          onType={type}
          error={missing ?? error}
        />
        <Button block type="submit" icon="key" busy={waits}>
          {t(waits ? 'waiting' : 'paper.do')}
        </Button>
      </form>
    </WayBack>
  );
}

interface AloneProps {
  readonly coming: ComingBack;
  readonly comesBackAt: number | null;
  /** What else brings it back; null where nobody said. */
  readonly otherwise: readonly string[] | null;
}

function Alone({ coming, comesBackAt, otherwise }: AloneProps) {
  const { t } = useTranslation('come-back');
  const times = useTimes();
  const now = useNow(MINUTE);
  const { attempt, way, alone } = coming;
  // Opened without a sign-in before it: nothing is known of that key.
  if (otherwise === null && comesBackAt === null) return null;
  if (comesBackAt === null) {
    const left = otherwise !== null && otherwise.length > 0;
    return <WayBack title={t('alone.title')} what={t(left ? 'alone.no' : 'alone.none')} />;
  }
  if (now < comesBackAt) {
    return <WayBack title={t('alone.title')} what={t('alone.from', { when: times.at(comesBackAt) })} />;
  }
  const waits = attempt.busy && way === 'nothing';
  return (
    <WayBack title={t('alone.title')} what={t('alone.now')}>
      <Button block icon="key" busy={waits} onClick={alone}>
        {t(waits ? 'waiting' : 'alone.do')}
      </Button>
    </WayBack>
  );
}
