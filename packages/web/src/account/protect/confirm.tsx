// Step 4: what will happen, in six sentences with their true numbers; which channels go on; then a key, and it is done.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ApiProblem } from '../../api-problem.ts';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
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
import { useReadySpan } from '../hold/use-pacing.ts';
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
  const [kept, setKept] = useState<readonly string[]>(() =>
    enrolment.channels.filter(({ young }) => !young).map(({ id }) => id),
  );
  return (
    <>
      <PageHead eyebrow={t('eyebrow')} title={title} lede={t('confirm.lede')}>
        {t('confirm.statement')}
      </PageHead>
      <Ledger name={t('confirm.changes')} note={t('confirm.changes.note')}>
        <Terms enrolment={enrolment} />
      </Ledger>
      <HowStrict enrolment={enrolment} floor={floor} onFloor={setFloor} />
      <Channels channels={enrolment.channels} kept={kept} onKept={setKept} />
      <Then enrolment={enrolment} account={account} floor={floor} />
      <Settles enrolment={enrolment} />
      <Touch floor={floor} kept={kept} go={go} />
    </>
  );
}

interface HowStrictProps {
  readonly enrolment: Enrolment;
  readonly floor: Floor;
  readonly onFloor: (floor: Floor) => void;
}

/** Where hardware keys only would shut out a trusted key, the page says how to get there instead. */
function HowStrict({ enrolment, floor, onFloor }: HowStrictProps) {
  const { t } = useTranslation('protect');
  if (enrolment.hardwareUnmet.length > 0) return null;
  const names = enrolment.hardwareShutsOut.join(', ');
  return (
    <Ledger name={t('floor')} note={t('floor.note')}>
      {names === '' ? (
        <div className="fit">
          <Options
            legend={t('floor')}
            legendHidden
            value={floor}
            onChange={onFloor}
            options={(['advanced', 'hardware'] as const).map((value) => ({
              value,
              name: t(`floor.${value}`),
              note: t(`floor.${value}.what`),
            }))}
          />
        </div>
      ) : (
        <Callout point={t('floor.shuts-out', { names })}>{t('floor.shuts-out.what')}</Callout>
      )}
    </Ledger>
  );
}

interface ChannelsProps {
  readonly channels: Enrolment['channels'];
  readonly kept: readonly string[];
  readonly onKept: (kept: readonly string[]) => void;
}

/** One by one: a young channel may be somebody else's, so it has to be ticked. */
function Channels({ channels, kept, onKept }: ChannelsProps) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  if (channels.length === 0) return null;
  return (
    <Ledger name={t('channels')} note={t('channels.note')}>
      {channels.map(({ id, label, createdAt, young }) => (
        <Check
          key={id}
          checked={kept.includes(id)}
          onChange={(checked) => onKept(checked ? [...kept, id] : kept.filter((other) => other !== id))}
        >
          {young ? t('channels.young', { label, when: times.lately(createdAt) }) : label}
        </Check>
      ))}
    </Ledger>
  );
}

function Settles({ enrolment: { trustedKeys, takenBack, settles } }: { readonly enrolment: Enrolment }) {
  const { t } = useTranslation('protect');
  const name = trustedKeys.join(', ');
  return (
    <>
      {takenBack && (
        <div className="top-6 under-6">
          <Callout tone="wait" point={t('taken-back')}>
            {t('taken-back.what')}
          </Callout>
        </div>
      )}
      <div className="top-6 under-6">
        <Callout point={t(settles ? 'settles' : 'final')} below={name !== '' && <p>{t('trusted', { name })}</p>}>
          {t(settles ? 'settles.what' : 'final.what')}
        </Callout>
      </div>
    </>
  );
}

function Term({
  name,
  children,
  mark,
}: {
  readonly name: string;
  readonly children: ReactNode;
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

function Terms({ enrolment: { ends, settles } }: { readonly enrolment: Enrolment }) {
  const { t } = useTranslation('protect');
  const platform = usePlatform();
  const deleted = ends.password && ends.totp ? 'both' : ends.password ? 'password' : ends.totp ? 'totp' : null;
  return (
    <ol className="terms">
      {deleted ? (
        <Term name={t(settles ? `term.sealed.${deleted}` : `term.verifiers.${deleted}`)}>
          {t(settles ? 'term.sealed.what' : 'term.verifiers.deleted')}
        </Term>
      ) : (
        <Term name={t('term.verifiers.none')}>{t('term.verifiers.none.what')}</Term>
      )}
      <Term name={t('term.sessions')}>
        {ends.otherSessions === 0 ? t('term.sessions.none') : t('term.sessions.end', { count: ends.otherSessions })}
        {ends.holds > 0 && ` ${t('term.holds', { count: ends.holds })}`}
      </Term>
      <Term name={t('term.support')}>{t('term.support.what', { platform: platform.name })}</Term>
      <Term name={t('term.lost')} mark={<Status mark="stop">{t('term.lost.mark')}</Status>}>
        {t('term.lost.what')}
      </Term>
      <Term name={t('term.apart')}>{t('term.apart.what')}</Term>
      <Term name={t('term.training')}>{t('term.training.what')}</Term>
    </ol>
  );
}

function Then({ enrolment, account, floor }: Pick<ConfirmProps, 'enrolment' | 'account'> & { readonly floor: Floor }) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const offAfter = useReadySpan(account, 'protection.leave');
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
        <Pair name={t('then.off')}>{t('then.off.what', { span: offAfter })}</Pair>
      </Pairs>
    </Ledger>
  );
}

interface TouchProps {
  readonly floor: Floor;
  readonly kept: readonly string[];
  readonly go: ConfirmProps['go'];
}

function Touch({ floor, kept, go }: TouchProps) {
  const { t } = useTranslation('protect');
  const protectedCall = useProtectedCall();
  const cache = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const attempt = useAttempt();
  const [understood, setUnderstood] = useState(false);
  const turnOn = async () => {
    const response = await authenticate(await protectedCall('enrolment.commit-options'));
    const body = { understood: true as const, floor, response, keepChannels: [...kept] };
    const { sessionsEnded } = await protectedCall('enrolment.commit', { body });
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
