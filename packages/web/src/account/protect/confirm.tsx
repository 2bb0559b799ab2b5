// Step 4: what will happen, in five sentences with their true numbers; then a touch of a key, and it is done.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ApiProblem } from '../../api-problem.ts';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Check, Options } from '../../look/options.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { usePlatform } from '../../platform.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { authenticate } from '../../webauthn.ts';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { Drop } from './drop.tsx';
import type { Enrolment } from './enrolment-answer.ts';

type Floor = 'advanced' | 'hardware';

interface ConfirmProps {
  readonly enrolment: Enrolment;
  readonly account: Account;
  readonly title: string;
  readonly go: (step: number | null) => void;
}

export function Confirm({ enrolment, account, title, go }: ConfirmProps) {
  const { t } = useTranslation('protect');
  const [floor, setFloor] = useState<Floor>('advanced');
  const canBeHardware = enrolment.hardwareUnmet.length === 0;
  return (
    <>
      <PageHead eyebrow={t('eyebrow')} title={title} lede={t('confirm.lede')}>
        {t('confirm.statement')}
      </PageHead>
      <Ledger name={t('confirm.changes')} note={t('confirm.changes.note')}>
        <Terms ends={enrolment.ends} />
      </Ledger>
      {canBeHardware && (
        <Ledger name={t('floor')} note={t('floor.note')}>
          <div className="fit">
            <Options
              legend={t('floor')}
              legendHidden
              value={floor}
              onChange={setFloor}
              options={(['advanced', 'hardware'] as const).map((value) => ({
                value,
                name: t(`floor.${value}`),
                note: t(`floor.${value}.what`),
              }))}
            />
          </div>
        </Ledger>
      )}
      <Then enrolment={enrolment} account={account} floor={floor} />
      <Touch floor={floor} go={go} />
    </>
  );
}

function Term({
  name,
  children,
  mark,
}: {
  readonly name: string;
  readonly children: string;
  readonly mark?: ReactNode;
}) {
  return (
    <li>
      <div>
        <h3>{name}</h3>
        <p>{children}</p>
        {mark}
      </div>
    </li>
  );
}

function Terms({ ends }: { readonly ends: Enrolment['ends'] }) {
  const { t } = useTranslation('protect');
  const platform = usePlatform();
  const deleted = ends.password && ends.totp ? 'both' : ends.password ? 'password' : ends.totp ? 'totp' : null;
  return (
    <ol className="terms">
      {deleted ? (
        <Term name={t(`term.verifiers.${deleted}`)}>{t('term.verifiers.deleted')}</Term>
      ) : (
        <Term name={t('term.verifiers.none')}>{t('term.verifiers.none.what')}</Term>
      )}
      <Term name={t('term.sessions')}>
        {ends.otherSessions === 0 ? t('term.sessions.none') : t('term.sessions.end', { count: ends.otherSessions })}
      </Term>
      <Term name={t('term.support')}>{t('term.support.what', { platform: platform.name })}</Term>
      <Term name={t('term.lost')} mark={<Status mark="stop">{t('term.lost.mark')}</Status>}>
        {t('term.lost.what')}
      </Term>
      <Term name={t('term.training')}>{t('term.training.what')}</Term>
    </ol>
  );
}

function Then({ enrolment, account, floor }: Pick<ConfirmProps, 'enrolment' | 'account'> & { readonly floor: Floor }) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const { credentials, limits, waitHours, recoveryProvedAt } = enrolment;
  const keys = credentials
    .filter((key) => floor === 'advanced' || key.countsForHardware)
    .map((key) => (key.make === null ? key.nickname : t('then.key', { name: key.nickname, make: key.make })));
  return (
    <Ledger name={t('confirm.then')}>
      <Pairs>
        <Pair name={t('then.keys')}>{keys.join(', ')}</Pair>
        <Pair name={t('then.recovery')}>
          {t('then.recovery.what', {
            when: times.at(recoveryProvedAt ?? 0),
            span: times.span((waitHours ?? 0) * 3600),
          })}
        </Pair>
        <Pair name={t('then.sessions')}>
          {floor === 'hardware'
            ? t('then.sessions.hardware')
            : t('then.sessions.what', {
                idle: times.span(limits.idleSeconds),
                absolute: times.span(limits.absoluteSeconds),
              })}
        </Pair>
        <Pair name={t('then.alerts')}>{t('then.alerts.what', { email: account.email })}</Pair>
        <Pair name={t('then.off')}>{t('then.off.what', { span: times.span(account.holdHours * 3600) })}</Pair>
      </Pairs>
    </Ledger>
  );
}

function Touch({ floor, go }: { readonly floor: Floor; readonly go: ConfirmProps['go'] }) {
  const { t } = useTranslation('protect');
  const protectedCall = useProtectedCall();
  const cache = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const attempt = useAttempt();
  const [understood, setUnderstood] = useState(false);
  const turnOn = async () => {
    const response = await authenticate(await protectedCall('enrolment.commit-options'));
    const { sessionsEnded } = await protectedCall('enrolment.commit', { body: { understood: true, floor, response } });
    // All but the enrolment itself: a protected account has none to read.
    await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'enrolment.read' });
    toast(sessionsEnded === 0 ? t('confirm.done') : t('confirm.done.ended', { count: sessionsEnded }));
    navigate('/');
  };
  const { failure } = attempt;
  const otherKey =
    failure instanceof ApiProblem &&
    failure.code === 'requirements.unmet' &&
    failure.unmet.includes('two-hardware-keys');
  return (
    <Ledger name={t('confirm')}>
      <div className="fit">
        <Check checked={understood} onChange={setUnderstood}>
          {t('confirm.check')}
        </Check>
      </div>
      <div className="actions">
        <Button
          kind="primary"
          icon="key"
          busy={attempt.busy}
          unavailable={understood ? null : t('confirm.check.first')}
          onClick={() => void attempt.run(turnOn)}
        >
          {t(attempt.busy ? 'confirm.waiting' : 'confirm.do')}
        </Button>
        <Button kind="plain" onClick={() => go(3)}>
          {t('back')}
        </Button>
        <Drop />
      </div>
      <Failure of={failure} point={t('confirm.failed')} still={otherKey ? t('confirm.hardware-key') : undefined} />
    </Ledger>
  );
}
