// Last step of making an account without a key: a password and an authenticator app, together.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button } from '../look/button.tsx';
import { DigitsField } from '../look/digits-field.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { KeptUsername } from '../look/kept-username.tsx';
import { Failed, Ghost } from '../look/waiting.tsx';
import { passwordFault } from './password-fault.ts';
import { sixDigits } from './six-digits.ts';
import { TotpOffer } from './totp-offer.tsx';
import { Trouble } from './trouble.tsx';

interface SignUpPasswordProps {
  readonly email: string;
  readonly displayName: string;
  readonly onIn: (next: 'overview' | 'enrolment') => void;
  readonly onBack: () => void;
  readonly startAgain: (error: unknown) => boolean;
}

interface Errors {
  readonly password?: string;
  readonly code?: string;
}

function App({ startAgain }: Pick<SignUpPasswordProps, 'startAgain'>) {
  const { t } = useTranslation('sign-up');
  const [totp, setTotp] = useState<Answer<'sign-up.make-totp'> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const make = useCallback(
    (signal?: AbortSignal) => {
      setFailure(null);
      call('sign-up.make-totp', signal ? { signal } : {}).then(setTotp, (error: unknown) => {
        if (!signal?.aborted && !startAgain(error)) setFailure(error);
      });
    },
    [startAgain],
  );
  useEffect(() => {
    const leaving = new AbortController();
    make(leaving.signal);
    return () => leaving.abort();
  }, [make]);
  if (totp) return <TotpOffer {...totp} />;
  if (failure !== null) return <Failed point={t('app.failed')} error={failure} onRetry={() => make()} />;
  return <Ghost what={t('app.fetching')} lines={6} />;
}

/** Making the account, and what went wrong with the last try. */
function usePasswordWay({
  displayName,
  onIn,
  startAgain,
}: Pick<SignUpPasswordProps, 'displayName' | 'onIn' | 'startAgain'>) {
  const { t } = useTranslation('sign-up');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const told = (error: unknown): boolean => {
    const fault = passwordFault(error);
    const misread = error instanceof ApiProblem && error.code === 'code.refused';
    if (misread) setErrors({ code: t('app.code.refused') });
    if (fault !== null) setErrors({ password: t(`password.${fault}`) });
    return misread || fault !== null;
  };
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const digits = sixDigits(code);
    setTrouble(null);
    if (password === '') return setErrors({ password: t('password.missing') });
    if (digits === null) return setErrors({ code: t('app.code.missing') });
    if (busy) return;
    setErrors({});
    setBusy(true);
    try {
      onIn((await call('sign-up.complete', { body: { with: 'password', displayName, password, code: digits } })).next);
    } catch (error) {
      if (startAgain(error)) return;
      if (!told(error)) setTrouble(error);
      setBusy(false);
    }
  };
  return { password, setPassword, code, setCode, errors, trouble, busy, make };
}

export function SignUpPassword({ email, displayName, onIn, onBack, startAgain }: SignUpPasswordProps) {
  const { t } = useTranslation('sign-up');
  const way = usePasswordWay({ displayName, onIn, startAgain });
  const { password, setPassword, code, setCode, errors, trouble, busy, make } = way;
  return (
    <div>
      <p className="eyebrow">{email}</p>
      <Heading title={t('title')}>{t('password.statement')}</Heading>
      {trouble !== null && <Trouble error={trouble} point={t('not-made')} />}
      <p className="quiet under-5">{t('password.lede')}</p>
      <form className="form wide-gap" onSubmit={make} noValidate>
        {/* Lets a password store keep the address beside the password. */}
        <KeptUsername email={email} />
        <Field
          label={t('password.field')}
          hint={t('password.hint')}
          error={errors.password}
          type="password"
          name="new-password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <App startAgain={startAgain} />
        <DigitsField label={t('app.code')} error={errors.code} value={code} onType={setCode} />
        <Button kind="primary" block type="submit" busy={busy}>
          {t('password.make')}
        </Button>
      </form>
      <hr className="rule" />
      <Button kind="plain" onClick={onBack}>
        {t('password.back')}
      </Button>
    </div>
  );
}
