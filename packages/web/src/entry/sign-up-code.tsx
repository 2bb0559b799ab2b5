// Second step of making an account: the six digits that were sent.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { now } from '../clock.ts';
import { Button } from '../look/button.tsx';
import { DigitsField } from '../look/digits-field.tsx';
import { Heading } from '../look/heading.tsx';
import { useTimes } from '../words/use-times.ts';
import { sixDigits } from './six-digits.ts';
import { Trouble } from './trouble.tsx';

interface SignUpCodeProps {
  readonly email: string;
  readonly expiresAt: number;
  readonly onConfirmed: () => void;
  readonly onOther: () => void;
  readonly startAgain: (error: unknown) => boolean;
}

/** Confirming, sending again, and what went wrong with the last of either. */
function useCode({ email, onConfirmed, startAgain }: Omit<SignUpCodeProps, 'expiresAt' | 'onOther'>) {
  const { t } = useTranslation('sign-up');
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [sentAgain, setSentAgain] = useState(false);
  const [busy, setBusy] = useState(false);

  const attempt = async (step: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    setError(null);
    setSentAgain(false);
    try {
      await step();
    } catch (failure) {
      if (startAgain(failure)) return;
      if (failure instanceof ApiProblem && failure.code === 'code.refused') setError(t('code.refused'));
      else setTrouble(failure);
    }
    setBusy(false);
  };
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    const digits = sixDigits(code);
    if (digits === null) return setError(t('code.missing'));
    void attempt(async () => {
      await call('sign-up.confirm', { body: { code: digits } });
      onConfirmed();
    });
  };
  const sendAgain = () =>
    attempt(async () => {
      await call('sign-up.begin', { body: { email } });
      setCode('');
      setSentAgain(true);
    });
  return { code, setCode, error, trouble, sentAgain, busy, confirm, sendAgain };
}

export function SignUpCode({ expiresAt, onOther, ...rest }: SignUpCodeProps) {
  const { t } = useTranslation('sign-up');
  const times = useTimes();
  const [span] = useState(() => times.span(Math.max(60, Math.round((expiresAt - now()) / 60_000) * 60)));
  const { code, setCode, error, trouble, sentAgain, busy, confirm, sendAgain } = useCode(rest);
  return (
    <div>
      <p className="eyebrow">{t('code.where', { email: rest.email })}</p>
      <Heading title={t('title')}>{t('code.statement')}</Heading>
      {trouble !== null && <Trouble error={trouble} />}
      <form className="form wide-gap" onSubmit={confirm} noValidate>
        <DigitsField
          label={t('code')}
          hint={t('code.hint', { span })}
          note={t('code.known')}
          error={error}
          value={code}
          onType={setCode}
        />
        <Button kind="primary" block type="submit" busy={busy}>
          {t('code.continue')}
        </Button>
      </form>
      <p className="small quiet top-4" role="status">
        {sentAgain && t('code.sent-again')}
      </p>
      <hr className="rule" />
      <div className="line-actions">
        <Button kind="plain" onClick={sendAgain}>
          {t('code.again')}
        </Button>
        <Button kind="plain" onClick={onOther}>
          {t('code.other')}
        </Button>
      </div>
    </div>
  );
}
