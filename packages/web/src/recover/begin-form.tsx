// The start of a recovery: whose account, and one of its recovery keys.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { emailFault } from '../entry/email-fault.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Heading } from '../look/heading.tsx';
import { RecoveryKeyField, useMisread } from './recovery-key-field.tsx';
import { recoveryKeyFault } from './typed-secret.ts';

interface BeginFormProps {
  readonly onStarted: (started: Answer<'recovery.begin'>) => void;
}

interface Errors {
  readonly email?: string;
  readonly key?: string;
}

/** The form's fields, what is wrong with them, and the attempt. */
function useBegin({ onStarted }: BeginFormProps) {
  const { t } = useTranslation('recover');
  const misread = useMisread();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const begin = async () => {
    try {
      onStarted(await call('recovery.begin', { body: { email: email.trim(), recoveryKey: typed.trim() } }));
    } catch (error) {
      const key = misread(error);
      if (key === null) throw error;
      setErrors({ key });
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const address = emailFault(email);
    const key = recoveryKeyFault(typed);
    setErrors({
      ...(address ? { email: t(`begin.email.${address}`) } : {}),
      ...(!address && key ? { key: t(`key.${key}`) } : {}),
    });
    if (!address && !key) void attempt.run(begin);
  };
  const type = (text: string) => {
    setErrors({});
    setTyped(text);
  };
  return { email, setEmail, typed, type, errors, attempt, send };
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('recover');
  const refused = error instanceof ApiProblem && error.code === 'recovery.refused';
  return (
    <Trouble error={error} point={t('begin.refused')}>
      {refused ? t('begin.refused.check') : undefined}
    </Trouble>
  );
}

export function BeginForm({ onStarted }: BeginFormProps) {
  const { t } = useTranslation('recover');
  const { email, setEmail, typed, type, errors, attempt, send } = useBegin({ onStarted });
  return (
    <div>
      <Heading title={t('title')}>{t('begin.statement')}</Heading>
      {attempt.failure !== null && <Refused error={attempt.failure} />}
      <p className="quiet under-5">{t('begin.lede')}</p>
      <form className="form wide-gap" onSubmit={send} noValidate>
        <EmailField label={t('begin.email')} error={errors.email} name="email" value={email} onType={setEmail} />
        <RecoveryKeyField typed={typed} onType={type} error={errors.key ?? null} />
        <div>
          <Button kind="primary" block type="submit" busy={attempt.busy}>
            {t('begin.do')}
          </Button>
          <p className="note top-3">{t('begin.once')}</p>
        </div>
      </form>
      <hr className="rule" />
      <p className="line-actions">
        <Link className="line-link" href="/recover/return">
          {t('begin.started')}
        </Link>
        <Link className="line-link" href="/recover/e-mail">
          {t('begin.e-mail')}
        </Link>
        <Link className="line-link" href="/sign-in">
          {t('begin.other')}
        </Link>
      </p>
    </div>
  );
}
