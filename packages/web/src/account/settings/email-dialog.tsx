// Another e-mail address: first the address, then the six digits that went there.
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { emailFault } from '../../entry/email-fault.ts';
import { sixDigits } from '../../entry/six-digits.ts';
import { DigitsField } from '../../look/digits-field.tsx';
import { EmailField } from '../../look/email-field.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import type { Account } from '../account-answer.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useReadySpan } from '../hold/use-pacing.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

interface EmailDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

export function EmailDialog({ account, onClose }: EmailDialogProps) {
  const [sent, setSent] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  if (sent === null) {
    return <Address account={account} gone={gone} onClose={onClose} onSent={setSent} />;
  }
  return (
    <Digits
      account={account}
      sentTo={sent}
      onClose={onClose}
      onGone={() => {
        setGone(true);
        setSent(null);
      }}
    />
  );
}

interface AddressProps extends EmailDialogProps {
  readonly gone: boolean;
  readonly onSent: (email: string) => void;
}

function Address({ account, gone, onClose, onSent }: AddressProps) {
  const { t } = useTranslation('settings');
  const protectedCall = useProtectedCall();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | null>(gone ? t('email.code.gone') : null);
  const send = () => {
    const wrong = emailFault(email);
    setFault(wrong ? t(`email.${wrong}`) : null);
    if (wrong) return;
    void attempt.run(async () => {
      try {
        await protectedCall('email.change', { body: { email: email.trim() } });
        onSent(email.trim());
      } catch (error) {
        if (codeOf(error) !== 'email.unchanged') throw error;
        setFault(t('email.unchanged'));
      }
    });
  };
  const span = useReadySpan(account, 'email.change');
  return (
    <FormDialog
      title={t('email.title')}
      lede={<p>{t('email.what', { span })}</p>}
      verb={t('email.send')}
      safe={t('email.keep', { email: account.email })}
      failed={t('not-changed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
    >
      <EmailField label={t('email.field')} error={fault} value={email} onType={setEmail} />
    </FormDialog>
  );
}

interface DigitsProps extends EmailDialogProps {
  readonly sentTo: string;
  readonly onGone: () => void;
}

function Digits({ account, sentTo, onClose, onGone }: DigitsProps) {
  const { t } = useTranslation('settings');
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  // Wrong digits are typed again; the second proof stands meanwhile.
  const asked = useRef(false);
  const confirm = async (digits: string) => {
    const what = t('email.confirms', { email: sentTo });
    if (!asked.current && !(await askForSecond({ kind: 'email.change', what }))) return;
    asked.current = true;
    try {
      const { hold } = await change('email.confirm', { body: { code: digits } });
      toast(hold ? `${t('email.begun', { email: sentTo })} ${sayBegun(hold)}` : t('email.done', { email: sentTo }));
      onClose();
    } catch (error) {
      if (codeOf(error) === 'flow.gone') return onGone();
      if (codeOf(error) !== 'code.refused') throw error;
      setFault(t('email.code.refused'));
    }
  };
  const send = () => {
    const digits = sixDigits(code);
    setFault(digits === null ? t('email.code.missing') : null);
    if (digits !== null) void attempt.run(() => confirm(digits));
  };
  return (
    <FormDialog
      title={t('email.code.title')}
      lede={<p>{t('email.code.what', { email: sentTo })}</p>}
      verb={t('email.confirm')}
      safe={t('email.keep', { email: account.email })}
      failed={t('not-changed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
    >
      <DigitsField label={t('email.code')} error={fault} value={code} onType={setCode} />
    </FormDialog>
  );
}
