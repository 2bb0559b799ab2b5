// First step of making an account: the address.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../api.ts';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Heading } from '../look/heading.tsx';
import { usePlatform } from '../platform.tsx';
import { emailFault } from './email-fault.ts';
import { Trouble } from './trouble.tsx';

interface SignUpEmailProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  /** Why an earlier attempt ended, or null. */
  readonly ended: unknown;
  readonly onSent: (expiresAt: number) => void;
}

export function SignUpEmail({ email, onEmail, ended, onSent }: SignUpEmailProps) {
  const { t } = useTranslation('sign-up');
  const { name } = usePlatform();
  const [error, setError] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(ended);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const fault = emailFault(email);
    setError(fault && t(`email.${fault}`));
    if (fault || busy) return;
    setBusy(true);
    setTrouble(null);
    try {
      onSent((await call('sign-up.begin', { body: { email: email.trim() } })).expiresAt);
    } catch (failure) {
      setTrouble(failure);
      setBusy(false);
    }
  };
  return (
    <div>
      <Heading title={t('title')}>{t('email.statement', { platform: name })}</Heading>
      {trouble !== null && <Trouble error={trouble} />}
      <form className="form wide-gap" onSubmit={send} noValidate>
        <EmailField
          label={t('email')}
          note={t('email.why')}
          error={error}
          name="email"
          value={email}
          onType={onEmail}
        />
        <Button kind="primary" block type="submit" busy={busy}>
          {t('email.send')}
        </Button>
      </form>
      <hr className="rule" />
      <p>
        <Link className="line-link" href="/sign-in">
          {t('sign-in')}
        </Link>
      </p>
    </div>
  );
}
