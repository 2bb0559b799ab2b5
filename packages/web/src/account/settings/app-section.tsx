// The authenticator app of a standard account: set up, replace, remove.
import type { Answer } from '@holdfast/contract';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { sixDigits } from '../../entry/six-digits.ts';
import { TotpOffer } from '../../entry/totp-offer.tsx';
import { Button } from '../../look/button.tsx';
import { DigitsField } from '../../look/digits-field.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import { Ghost } from '../../look/waiting.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { RemoveDialog } from './remove-dialog.tsx';

type Offer = Answer<'totp.begin'>;

export function AppSection({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const times = useTimes();
  const protectedCall = useProtectedCall();
  const attempt = useAttempt();
  const [asking, setAsking] = useState<Offer | 'remove' | null>(null);
  const { totp } = account;
  const begin = () => void attempt.run(async () => setAsking(await protectedCall('totp.begin')));
  const close = () => setAsking(null);
  return (
    <Ledger name={t('app')}>
      <p>{totp === null ? t('app.none') : t('app.since', { day: times.day(totp.setAt) })}</p>
      <div className="actions top-4">
        <Button busy={attempt.busy} onClick={begin}>
          {t(totp === null ? 'app.set' : 'app.replace')}
        </Button>
        {totp !== null && <Button onClick={() => setAsking('remove')}>{t('app.remove')}</Button>}
      </div>
      <Failure of={attempt.failure} point={t('not-changed')} />
      {asking === 'remove' && <RemoveDialog what="app" onClose={close} />}
      {asking !== null && asking !== 'remove' && (
        <SetUpDialog offer={asking} replaces={totp !== null} onClose={close} />
      )}
    </Ledger>
  );
}

interface SetUpDialogProps {
  readonly offer: Offer;
  readonly replaces: boolean;
  readonly onClose: () => void;
}

function SetUpDialog({ offer, replaces, onClose }: SetUpDialogProps) {
  const { t } = useTranslation(['settings', 'shared']);
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const confirm = async (digits: string) => {
    try {
      await change('totp.confirm', { body: { code: digits } });
      toast(t('app.done'));
      onClose();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'code.refused') throw error;
      setFault(t('app.code.refused'));
    }
  };
  const send = () => {
    const digits = sixDigits(code);
    setFault(digits === null ? t('app.code.missing') : null);
    if (digits !== null) void attempt.run(() => confirm(digits));
  };
  return (
    <FormDialog
      title={t('app.title')}
      lede={
        <>
          <p>{t(replaces ? 'app.what.replace' : 'app.what')}</p>
          <div className="top-4">
            <Suspense fallback={<Ghost what={t('shared:fetching')} />}>
              <TotpOffer {...offer} />
            </Suspense>
          </div>
        </>
      }
      verb={t('app.save')}
      safe={t('app.keep')}
      failed={t('not-changed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
      focusField={false}
    >
      <DigitsField label={t('app.code')} error={fault} value={code} onType={setCode} />
    </FormDialog>
  );
}
