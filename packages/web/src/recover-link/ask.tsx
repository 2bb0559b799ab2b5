// Cannot sign in, on a standard account: asking for a link by e-mail. What it says is the same whether or not one was sent.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { emailFault } from '../entry/email-fault.ts';
import { EntryBar } from '../entry/entry-bar.tsx';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Frame } from '../look/frame.tsx';
import { Heading } from '../look/heading.tsx';
import { useTimes } from '../words/use-times.ts';

interface Sent {
  readonly email: string;
  readonly expiresAt: number;
}

function WhatHappens() {
  const { t } = useTranslation('recover-link');
  return (
    <aside>
      <h2>{t('what.title')}</h2>
      <ol className="numbers">
        <li>{t('what.link')}</li>
        <li>{t('what.second')}</li>
        <li>{t('what.new')}</li>
        <li>{t('what.end')}</li>
      </ol>
    </aside>
  );
}

function AskForm({ onSent }: { readonly onSent: (sent: Sent) => void }) {
  const { t } = useTranslation('recover-link');
  const attempt = useAttempt();
  const [email, setEmail] = useState('');
  const [error, setError] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const fault = emailFault(email);
    setError(fault && t(`ask.email.${fault}`));
    if (fault) return;
    const address = email.trim();
    void attempt.run(async () => {
      const { expiresAt } = await call('recovery-link.begin', { body: { email: address } });
      onSent({ email: address, expiresAt });
    });
  };
  return (
    <div>
      <Heading title={t('title')}>{t('ask.statement')}</Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} />}
      <p className="quiet under-5">{t('ask.lede')}</p>
      <form className="form wide-gap" onSubmit={send} noValidate>
        <EmailField label={t('ask.email')} error={error} name="email" value={email} onType={setEmail} />
        <Button kind="primary" block type="submit" busy={attempt.busy}>
          {t('ask.send')}
        </Button>
      </form>
      <hr className="rule" />
      <p className="line-actions">
        <Link className="line-link" href="/recover">
          {t('ask.key')}
        </Link>
        <Link className="line-link" href="/sign-in">
          {t('ask.sign-in')}
        </Link>
      </p>
    </div>
  );
}

function SentLink({ sent, onAgain }: { readonly sent: Sent; readonly onAgain: () => void }) {
  const { t } = useTranslation('recover-link');
  const times = useTimes();
  return (
    <div>
      <Heading title={t('title')}>{t('sent.statement')}</Heading>
      <p>{t('sent.lede', { email: sent.email, clock: times.clock(sent.expiresAt) })}</p>
      <p className="small quiet top-4">{t('sent.nothing')}</p>
      <hr className="rule" />
      <div className="line-actions">
        <Button kind="plain" onClick={onAgain}>
          {t('sent.again')}
        </Button>
        <Link className="line-link" href="/recover">
          {t('ask.key')}
        </Link>
      </div>
    </div>
  );
}

export default function AskForLink() {
  const [sent, setSent] = useState<Sent | null>(null);
  return (
    <Frame bar={<EntryBar />} width="entry">
      {sent ? <SentLink sent={sent} onAgain={() => setSent(null)} /> : <AskForm onSent={setSent} />}
      <WhatHappens />
    </Frame>
  );
}
