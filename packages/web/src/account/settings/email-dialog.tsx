// Another e-mail address: first the address, then the six digits that went there.
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { emailFault } from '../../entry/email-fault.ts';
import { sixDigits } from '../../entry/six-digits.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { useToast } from '../../look/toast.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
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
  const times = useTimes();
  const protectedCall = useProtectedCall();
  const attempt = useAttempt();
  const form = useId();
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string | null>(gone ? t('email.code.gone') : null);
  const send = (event: FormEvent) => {
    event.preventDefault();
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
  const span = times.span(account.holdHours * 3600);
  return (
    <Dialog
      title={t('email.title')}
      safe={t('email.keep', { email: account.email })}
      onClose={onClose}
      focusField
      action={
        <Button kind="primary" type="submit" form={form} busy={attempt.busy}>
          {t('email.send')}
        </Button>
      }
    >
      <p>{account.tier === 'standard' ? t('email.what.standard') : t('email.what.protected', { span })}</p>
      <form id={form} className="form" onSubmit={send} noValidate>
        <Field
          label={t('email.field')}
          type="email"
          autoComplete="email"
          value={email}
          error={fault}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </form>
      <Failure of={attempt.failure} point={t('not-changed')} />
    </Dialog>
  );
}

interface DigitsProps extends EmailDialogProps {
  readonly sentTo: string;
  readonly onGone: () => void;
}

function Digits({ account, sentTo, onClose, onGone }: DigitsProps) {
  const { t } = useTranslation('settings');
  const times = useTimes();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const form = useId();
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const confirm = async (digits: string) => {
    try {
      const { hold } = await change('email.confirm', { body: { code: digits } });
      toast(hold ? t('email.waits', { when: times.fully(hold.ripensAt) }) : t('email.done', { email: sentTo }));
      onClose();
    } catch (error) {
      if (codeOf(error) === 'flow.gone') return onGone();
      if (codeOf(error) !== 'code.refused') throw error;
      setFault(t('email.code.refused'));
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const digits = sixDigits(code);
    setFault(digits === null ? t('email.code.missing') : null);
    if (digits !== null) void attempt.run(() => confirm(digits));
  };
  return (
    <Dialog
      title={t('email.code.title')}
      safe={t('email.keep', { email: account.email })}
      onClose={onClose}
      focusField
      action={
        <Button kind="primary" type="submit" form={form} busy={attempt.busy}>
          {t('email.confirm')}
        </Button>
      }
    >
      <p>{t('email.code.what', { email: sentTo })}</p>
      <form id={form} className="form" onSubmit={send} noValidate>
        <Field
          label={t('email.code')}
          keyed
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={fault}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </form>
      <Failure of={attempt.failure} point={t('not-changed')} />
    </Dialog>
  );
}
