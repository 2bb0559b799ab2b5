// Asking for the link: what it says is the same whether or not one was sent.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { emailFault } from '../entry/email-fault.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Heading } from '../look/heading.tsx';
import { useTimes } from '../words/use-times.ts';

interface Sent {
  readonly email: string;
  readonly expiresAt: number;
}

export function Ask() {
  const { t } = useTranslation('take-back');
  const times = useTimes();
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const fault = emailFault(email);
    setError(fault && t(`ask.email.${fault}`));
    if (fault) return;
    const address = email.trim();
    void attempt.run(async () => {
      const { expiresAt } = await call('take-back.begin', { body: { email: address } });
      setSent({ email: address, expiresAt });
    });
  };
  if (sent) {
    return (
      <div>
        <Heading key="sent" title={t('title')}>
          {t('sent.statement')}
        </Heading>
        <p>{t('sent.lede', { email: sent.email, clock: times.clock(sent.expiresAt) })}</p>
        <hr className="rule" />
        <Button kind="plain" onClick={() => setSent(null)}>
          {t('sent.again')}
        </Button>
      </div>
    );
  }
  return (
    <div>
      <Heading key="ask" title={t('title')}>
        {t('ask.statement')}
      </Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} />}
      <p className="quiet under-5">{t('ask.lede')}</p>
      <form className="form wide-gap" onSubmit={send} noValidate>
        <EmailField label={t('ask.email')} error={error} name="email" value={email} onType={setEmail} />
        <Button kind="primary" block type="submit" busy={attempt.busy}>
          {t('ask.send')}
        </Button>
      </form>
    </div>
  );
}
