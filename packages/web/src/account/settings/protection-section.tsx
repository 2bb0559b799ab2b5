// Protection: on is instant, off waits and can be stopped.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { HoldBox } from '../holds.tsx';
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
  const change = useChange();
  const toast = useToast();
  const probation = useProbation(account);
  const [asking, setAsking] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'protection.leave');
  const span = times.span(account.holdHours * 3600);
  const leave = async () => {
    const started = await change('protection.leave');
    if (started.hold) toast(t('leave.done', { when: times.fully(started.hold.ripensAt) }));
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
          title={t('leave.title', { span })}
          verb={t('leave.confirm', { span })}
          kind="weakens"
          safe={t('leave.keep')}
          failed={t('not-changed')}
          act={leave}
          onClose={() => setAsking(false)}
        >
          <p>{t('leave.then', { span })}</p>
          <p>{t('leave.what', { span })}</p>
        </ConfirmDialog>
      )}
    </Ledger>
  );
}
