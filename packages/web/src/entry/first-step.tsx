// The first step of signing in: a key, or the address and a password.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, type Ref, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../api.ts';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { Icon } from '../look/icon.tsx';
import { usePlatform } from '../platform.tsx';
import { keysSupported } from '../webauthn.ts';
import { CannotSignIn } from './cannot-sign-in.tsx';
import { emailFault } from './email-fault.ts';
import { SignInNotices } from './sign-in-notices.tsx';
import { type SignInFailure, SignInTrouble } from './sign-in-trouble.tsx';
import { useKeySignIn } from './use-key-sign-in.ts';

interface FirstStepProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly failure: SignInFailure | null;
  readonly onFailure: (failure: SignInFailure | null) => void;
  readonly onIn: (answer: Answer<'sign-in.key'>) => void;
  readonly onPassword: (answer: Answer<'sign-in.password'>) => void;
}

/** The signed-in pages are fetched while the key is being reached for. */
const fetchAccountArea = () => void import('../account/account-area.tsx').catch(() => {});

/** The password's way through the first step, and what is wrong with the fields. */
function usePasswordStep({ email, onFailure, onPassword }: Pick<FirstStepProps, 'email' | 'onFailure' | 'onPassword'>) {
  const { t } = useTranslation('sign-in');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<{ readonly email?: string; readonly password?: string }>({});
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const fault = emailFault(email);
    if (fault) return setErrors({ email: t(`email.${fault}`) });
    if (password === '') return setErrors({ password: t('password.missing') });
    if (busy) return;
    setErrors({});
    setBusy(true);
    onFailure(null);
    fetchAccountArea();
    try {
      onPassword(await call('sign-in.password', { body: { email: email.trim(), password } }));
    } catch (error) {
      setPassword('');
      onFailure({ error, by: 'password' });
      setBusy(false);
    }
  };
  return { password, setPassword, errors, clearErrors: () => setErrors({}), busy, send };
}

interface PasswordPartProps {
  readonly step: ReturnType<typeof usePasswordStep>;
  readonly ref: Ref<HTMLDetailsElement>;
}

function PasswordPart({ step, ref }: PasswordPartProps) {
  const { t } = useTranslation('sign-in');
  return (
    <details className="more" ref={ref}>
      <summary>
        {t('password.instead')}
        <Icon name="chevron" />
      </summary>
      <p className="small quiet top-3 under-4">{t('password.who')}</p>
      <div className="form">
        <Field
          label={t('password')}
          error={step.errors.password}
          type="password"
          name="password"
          autoComplete="current-password"
          value={step.password}
          onChange={(event) => step.setPassword(event.currentTarget.value)}
        />
        <Button block type="submit" busy={step.busy}>
          {t('password.continue')}
        </Button>
      </div>
    </details>
  );
}

export function FirstStep({ email, onEmail, failure, onFailure, onIn, onPassword }: FirstStepProps) {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  const details = useRef<HTMLDetailsElement>(null);
  const step = usePasswordStep({ email, onFailure, onPassword });
  const onTrouble = useCallback((error: unknown) => onFailure({ error, by: 'key' }), [onFailure]);
  const { waiting, inField, listen, ask } = useKeySignIn(onIn, onTrouble);

  const askKey = () => {
    onFailure(null);
    step.clearErrors();
    fetchAccountArea();
    ask();
  };
  // Enter takes the way that is open: the key, unless the password's field has been unfolded.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (details.current?.open) void step.send();
    else if (keysSupported()) askKey();
  };
  const title = t('title', { platform: platform.name });
  return (
    <div>
      <Heading title={title}>{title}</Heading>
      {failure ? <SignInTrouble {...failure} /> : <SignInNotices />}
      <form onSubmit={submit} noValidate>
        <EmailField
          label={t('email')}
          note={inField && t('email.passkeys')}
          error={step.errors.email}
          name="username"
          autoComplete="username webauthn"
          value={email}
          onFocus={listen}
          onType={onEmail}
        />
        <div className="top-5">
          <Button
            kind="primary"
            block
            icon="key"
            busy={waiting}
            unavailable={keysSupported() ? null : t('key.unsupported')}
            onClick={askKey}
          >
            {waiting ? t('key.waiting') : t('key')}
          </Button>
        </div>
        <hr className="rule" />
        <PasswordPart step={step} ref={details} />
      </form>
      <CannotSignIn />
      {platform.signUp && (
        <p>
          <Link className="line-link" href="/sign-up">
            {t('new-here')}
          </Link>
        </p>
      )}
    </div>
  );
}
