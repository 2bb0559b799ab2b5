// Protection: on is instant, off waits and can be stopped.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useReadySpan } from '../hold/use-pacing.ts';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';

export function ProtectionSection({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  if (account.tier !== 'standard') return <Leave account={account} />;
  return (
    <Ledger name={t('protection')}>
      <p className="prose">{t('protection.off')}</p>
      <div className="actions top-4">
        <ButtonLink href="/protect">
          {t(account.enrolmentStarted ? 'protection.continue' : 'protection.turn-on')}
        </ButtonLink>
      </div>
    </Ledger>
  );
}

function Leave({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const times = useTimes();
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const change = useChange();
  const toast = useToast();
  const probation = useProbation(account);
  const [asking, setAsking] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'protection.leave');
  const span = useReadySpan(account, 'protection.leave');
  const leave = async () => {
    if (!(await askForSecond({ kind: 'protection.leave', what: t('leave.confirms') }))) return;
    const { hold: begun } = await change('protection.leave');
    if (begun) toast(`${t('leave.begun')} ${sayBegun(begun)}`);
    setAsking(false);
  };
  return (
    <Ledger name={t('protection')} note={t('leave.note')}>
      {hold ? (
        <HoldBox hold={hold} />
      ) : (
        <>
          <p className="prose">
            {account.protectedSince !== null && t('protection.on', { day: times.day(account.protectedSince) })}{' '}
            {t('leave.what', { span })}
            {account.settlesAt !== null && ` ${t('leave.settles', { when: times.fully(account.settlesAt) })}`}
          </p>
          <div className="actions top-4">
            <Button unavailable={probation} onClick={() => setAsking(true)}>
              {t('leave.do')}
            </Button>
          </div>
        </>
      )}
      {asking && (
        <ConfirmDialog
          title={t('leave.title')}
          verb={t('leave.confirm')}
          kind="weakens"
          safe={t('leave.keep')}
          failed={t('not-changed')}
          act={leave}
          onClose={() => setAsking(false)}
        >
          <p>{t('leave.then')}</p>
          <p>{t('leave.what', { span })}</p>
        </ConfirmDialog>
      )}
    </Ledger>
  );
}
