// Deleting the account: what it means, the typed confirmation, and while it waits the button that stops it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useReadySpan } from '../hold/use-pacing.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';

export function DeleteAccount({ account }: { readonly account: Account }) {
  const { t } = useTranslation('privacy');
  const probation = useProbation(account);
  const span = useReadySpan(account, 'account.delete');
  const [asking, setAsking] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'account.delete');
  return (
    <Ledger name={t('delete')} note={t('delete.note', { span })}>
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
  const span = useReadySpan(account, 'account.delete');
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
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
      if (!(await askForSecond({ kind: 'account.delete', what: t('delete.confirms') }))) return;
      const { hold } = await change('account.delete', { body: { understood: true } });
      if (hold) toast(`${t('delete.begun')} ${sayBegun(hold)}`);
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
      <p>{t('delete.then', { span })}</p>
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
