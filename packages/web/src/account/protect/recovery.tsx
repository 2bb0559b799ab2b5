// Step 3: two recovery keys, shown once; one of them typed back; and how long a recovery waits.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { useSession } from '../session.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { Drop } from './drop.tsx';
import type { Enrolment, Made } from './enrolment-answer.ts';
import { Prove } from './prove.tsx';
import { Slips } from './slips.tsx';

interface RecoveryProps {
  readonly enrolment: Enrolment;
  readonly title: string;
  readonly go: (step: number | null) => void;
  readonly slips: Made | null;
  readonly onSlips: (slips: Made) => void;
}

/** What each state of this step is drawn with. */
interface StateProps {
  readonly head: { readonly eyebrow: string; readonly title: string };
  readonly make: (words: string, primary?: boolean) => ReactNode;
  readonly back: ReactNode;
  readonly failure: ReactNode;
}

export function Recovery({ enrolment, title, go, slips, onSlips }: RecoveryProps) {
  const { t } = useTranslation('protect');
  const change = useChange();
  const making = useAttempt();
  const { recoveryKeysMadeAt: madeAt, recoveryProvedAt: provedAt } = enrolment;
  const makeThem = () => void making.run(async () => onSlips(await change('enrolment.make-recovery-keys')));
  const state: StateProps = {
    head: { eyebrow: t('eyebrow'), title },
    make: (words, primary = false) => (
      <Button kind={primary ? 'primary' : undefined} busy={making.busy} onClick={makeThem}>
        {words}
      </Button>
    ),
    back: (
      <Button kind="plain" onClick={() => go(2)}>
        {t('back')}
      </Button>
    ),
    failure: <Failure of={making.failure} point={t('recovery.make.failed')} />,
  };
  if (provedAt !== null && madeAt !== null) {
    return <Proved {...state} madeAt={madeAt} provedAt={provedAt} onContinue={() => go(4)} />;
  }
  if (slips) return <Shown {...state} slips={slips} waitHours={enrolment.waitHours} onProved={() => go(null)} />;
  if (madeAt === null) return <NotMade {...state} />;
  return <NotShown {...state} madeAt={madeAt} waitHours={enrolment.waitHours} onProved={() => go(null)} />;
}

function NotMade({ head, make, back, failure }: StateProps) {
  const { t } = useTranslation('protect');
  return (
    <>
      <PageHead key="make" {...head} lede={t('recovery.lede.make')} actions={make(t('recovery.make'), true)}>
        {t('recovery.statement.make')}
      </PageHead>
      {failure}
      <div className="actions">
        {back}
        <Drop />
      </div>
    </>
  );
}

interface ProvedProps extends StateProps {
  readonly madeAt: number;
  readonly provedAt: number;
  readonly onContinue: () => void;
}

function Proved({ head, make, back, failure, madeAt, provedAt, onContinue }: ProvedProps) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const lede = t('recovery.lede.proved', { made: times.at(madeAt), proved: times.at(provedAt) });
  return (
    <>
      <PageHead key="proved" {...head} lede={lede} actions={make(t('recovery.make.again'))}>
        {t('recovery.statement.proved')}
      </PageHead>
      {failure}
      <div className="actions">
        <Button kind="primary" onClick={onContinue}>
          {t('recovery.continue')}
        </Button>
        {back}
      </div>
    </>
  );
}

interface ToProveProps extends StateProps {
  readonly waitHours: Enrolment['waitHours'];
  readonly onProved: () => void;
}

function Shown({ head, back, failure, slips, waitHours, onProved }: ToProveProps & { readonly slips: Made }) {
  const { t } = useTranslation('protect');
  const { email } = useSession();
  return (
    <>
      <PageHead key="shown" {...head} lede={t('recovery.lede.shown')}>
        {t('recovery.statement.shown')}
      </PageHead>
      {failure}
      <Ledger name={t('recovery')} note={t('recovery.note')}>
        <Slips {...slips} email={email} />
      </Ledger>
      <Prove slips={slips.recoveryKeys} waitHours={waitHours} onProved={onProved}>
        {back}
      </Prove>
    </>
  );
}

/** The page was left or loaded again: what it showed is on paper, or nowhere. */
function NotShown({
  head,
  make,
  back,
  failure,
  madeAt,
  waitHours,
  onProved,
}: ToProveProps & { readonly madeAt: number }) {
  const { t } = useTranslation('protect');
  const times = useTimes();
  const lede = t('recovery.lede.again', { when: times.at(madeAt) });
  return (
    <>
      <PageHead key="again" {...head} lede={lede} actions={make(t('recovery.make.again'))}>
        {t('recovery.statement.again')}
      </PageHead>
      {failure}
      <Prove slips={null} waitHours={waitHours} onProved={onProved}>
        {back}
      </Prove>
    </>
  );
}
