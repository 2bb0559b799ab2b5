// A recovery that waits for an approval: who, from where, since when, and what to do before touching a key.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Check } from '../../look/options.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { focusHeading } from '../focus-heading.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import type { Asked } from './contact-answers.ts';
import { useTap } from './use-tap.ts';

type Case = Asked['cases'][number];

export function AskedOfYou({ asked }: { readonly asked: Asked }) {
  return asked.cases.map((one) => <OneCase key={`${one.id} ${one.caseNumber}`} asked={one} />);
}

function OneCase({ asked }: { readonly asked: Case }) {
  const { t } = useTranslation('contacts');
  return (
    <>
      <Ledger name={t('case', { name: asked.name })} note={t('case.note')}>
        <CaseFacts asked={asked} />
      </Ledger>
      <Ledger name={t('approve')} note={t('approve.note')}>
        <Answer asked={asked} />
      </Ledger>
    </>
  );
}

function CaseFacts({ asked }: { readonly asked: Case }) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const { name, email, caseNumber, place, device, newDevice, startedAt, ripensAt, state, needed, approved } = asked;
  return (
    <Pairs>
      <Pair name={t('case.who')} note={email}>
        {name}
      </Pair>
      <Pair name={t('case.number')} note={t('case.number.note', { name })}>
        <span className="mono">{caseNumber}</span>
      </Pair>
      <Pair name={t('case.from')} note={place && t('case.from.note')}>
        {place?.country ?? t('case.from.unknown')}
      </Pair>
      <Pair name={t('case.with')} note={newDevice && t('case.with.new')}>
        {device ?? t('case.with.unknown')}
      </Pair>
      <Pair name={t('case.began')}>{times.fully(startedAt)}</Pair>
      <Pair name={t('case.opens')} note={t('case.opens.note')}>
        {state === 'ripe' ? t('case.opens.over') : times.fully(ripensAt)}
      </Pair>
      <Pair name={t('case.approvals')}>{t('case.approvals.of', { approved, needed })}</Pair>
    </Pairs>
  );
}

function Answer({ asked }: { readonly asked: Case }) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const { name, approvedAt, mayApprove } = asked;
  if (approvedAt !== null) {
    return (
      <p className="prose">
        <Status mark="held">{t('approved', { when: times.at(approvedAt) })}</Status> {t('approved.what', { name })}
      </p>
    );
  }
  if (!mayApprove) return <p className="prose">{t('approve.never', { name })}</p>;
  return (
    <>
      <Touch asked={asked} />
      <NotThem asked={asked} />
    </>
  );
}

/** Once a case. What it does is said before it is pressed. */
function NotThem({ asked }: { readonly asked: Case }) {
  const { t } = useTranslation('contacts');
  const times = useTimes();
  const change = useChange();
  const attempt = useAttempt();
  const { name, notThem, objectedAt, goesOnAt } = asked;
  const goesOn = goesOnAt !== null && (
    <p className="note top-4">{t('goes-on', { when: times.fully(goesOnAt), name })}</p>
  );
  if (objectedAt !== null) {
    return (
      <div className="top-6">
        <Status mark="stop">{t('not-them.said', { when: times.at(objectedAt), name })}</Status>
        {goesOn}
      </div>
    );
  }
  if (notThem === null) return null;
  const say = async () => {
    await change('contact.not-them', { body: { link: notThem } });
    focusHeading();
  };
  return (
    <div className="top-6">
      <Button busy={attempt.busy} onClick={() => void attempt.run(say)}>
        {t('not-them', { name })}
      </Button>
      <p className="note top-3">{t('not-them.what', { name })}</p>
      {goesOn}
      <Failure of={attempt.failure} point={t('not-them.failed')} />
    </div>
  );
}

function Touch({ asked }: { readonly asked: Case }) {
  const { t } = useTranslation('contacts');
  const tap = useTap();
  const toast = useToast();
  const attempt = useAttempt();
  const [spoken, setSpoken] = useState(false);
  const { id, name, caseNumber } = asked;
  const approve = async () => {
    await tap(id, caseNumber);
    toast(t('approve.done', { name }));
    focusHeading();
  };
  return (
    <>
      <Callout tone="wait" point={t('approve.call', { name })}>
        {t('approve.call.why')}
      </Callout>
      <ul className="prose top-4">
        <li>{t('approve.means', { name })}</li>
        <li>{t('approve.not', { name })}</li>
        <li>{t('approve.thief', { name })}</li>
      </ul>
      <div className="fit top-4">
        <Check checked={spoken} onChange={setSpoken}>
          {t('approve.check', { name, number: caseNumber })}
        </Check>
      </div>
      <div className="actions">
        <Button
          kind="primary"
          icon="key"
          busy={attempt.busy}
          unavailable={spoken ? null : t('approve.check.first', { name })}
          onClick={() => void attempt.run(approve)}
        >
          {t(attempt.busy ? 'touch.waiting' : 'approve.do', { name })}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('approve.failed')} />
    </>
  );
}
