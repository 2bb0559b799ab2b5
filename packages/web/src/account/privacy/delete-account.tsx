// Deleting the account: what it means, the typed confirmation, and while it waits the button that stops it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { HoldBox } from '../holds.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';

export function DeleteAccount({ account }: { readonly account: Account }) {
  const { t } = useTranslation('privacy');
  const probation = useProbation(account);
  const [asking, setAsking] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'account.delete');
  return (
    <Ledger name={t('delete')} note={t('delete.note')}>
      {hold ? (
        <HoldBox hold={hold} />
      ) : (
        <>
          <p className="prose">{t(account.role === 'holder' ? 'delete.what' : 'delete.staff')}</p>
          {account.role === 'holder' && (
            <div className="actions top-4">
              <Button unavailable={probation} onClick={() => setAsking(true)}>
                {t('delete.do')}
              </Button>
            </div>
          )}
        </>
      )}
      {asking && <DeleteDialog account={account} onClose={() => setAsking(false)} />}
    </Ledger>
  );
}

function DeleteDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy');
  const times = useTimes();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [typed, setTyped] = useState('');
  const [differs, setDiffers] = useState(false);
  const begin = () => {
    const same = typed.trim().toLowerCase() === account.email.toLowerCase();
    setDiffers(!same);
    if (!same) return;
    void attempt.run(async () => {
      const { hold } = await change('account.delete', { body: { understood: true } });
      if (hold) toast(t('delete.begun', { when: times.fully(hold.ripensAt) }));
      onClose();
    });
  };
  return (
    <Dialog
      title={t('delete.title')}
      safe={t('delete.keep')}
      onClose={onClose}
      action={
        <Button kind="danger" busy={attempt.busy} onClick={begin}>
          {t('delete.confirm')}
        </Button>
      }
    >
      <p>{t('delete.then')}</p>
      <p>{t('delete.remains')}</p>
      <Field
        label={t('delete.field')}
        hint={account.email}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={differs ? t('delete.differs') : null}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Failure of={attempt.failure} point={t('delete.failed')} />
    </Dialog>
  );
}
