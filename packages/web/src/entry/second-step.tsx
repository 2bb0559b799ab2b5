// The second step after a password: a code from the authenticator app, or a key.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { usePlatform } from '../platform.tsx';
import { authenticate } from '../webauthn.ts';
import { sixDigits } from './six-digits.ts';
import { Trouble } from './trouble.tsx';

type Second = Answer<'sign-in.password'>['second'];

interface SecondStepProps {
  readonly email: string;
  readonly second: Second;
  readonly onIn: (answer: Answer<'sign-in.key'>) => void;
  /** Back to the first step, with what ended this one. */
  readonly onBack: (error: unknown) => void;
}

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

/** The attempts, and what went wrong with the last one. */
function useSecondStep({ onIn, onBack }: Pick<SecondStepProps, 'onIn' | 'onBack'>) {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const [codeError, setCodeError] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState<'code' | 'key' | null>(null);

  const attempt = async (how: 'code' | 'key', step: () => Promise<Answer<'sign-in.key'>>) => {
    if (busy) return;
    setBusy(how);
    setTrouble(null);
    setCodeError(null);
    try {
      onIn(await step());
    } catch (error) {
      setBusy(null);
      if (codeOf(error) === 'flow.gone') return onBack(error);
      const refused = codeOf(error) === 'code.refused' || codeOf(error) === 'sign-in.refused';
      if (how === 'code' && refused) setCodeError(t('second.code.refused'));
      else setTrouble(error);
    }
  };
  const sendCode = (event: FormEvent) => {
    event.preventDefault();
    const digits = sixDigits(code);
    if (digits === null) return setCodeError(t('second.code.missing'));
    void attempt('code', () => call('sign-in.second-totp', { body: { code: digits } }));
  };
  const useKey = () =>
    attempt('key', async () => {
      const response = await authenticate(await call('sign-in.second-key-options'));
      return call('sign-in.second-key', { body: { response } });
    });
  return { code, setCode, codeError, trouble, busy, sendCode, useKey };
}

export function SecondStep({ email, second, onIn, onBack }: SecondStepProps) {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  const { code, setCode, codeError, trouble, busy, sendCode, useKey } = useSecondStep({ onIn, onBack });
  const byCode = second.includes('totp');

  return (
    <div>
      <p className="eyebrow">{email}</p>
      <Heading title={t('title', { platform: platform.name })}>{t('second.statement')}</Heading>
      {trouble !== null && <Trouble error={trouble} />}
      {byCode && (
        <form className="form" onSubmit={sendCode} noValidate>
          <Field
            label={t('second.code')}
            hint={t('second.code.hint')}
            error={codeError}
            keyed
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
          />
          <Button kind="primary" block type="submit" busy={busy === 'code'}>
            {t('second.continue')}
          </Button>
        </form>
      )}
      {byCode && second.includes('key') && <p className="or">{t('second.or')}</p>}
      {second.includes('key') && (
        <Button kind={byCode ? undefined : 'primary'} block icon="key" busy={busy === 'key'} onClick={useKey}>
          {busy === 'key' ? t('key.waiting') : t('second.key')}
        </Button>
      )}
      <div className="line-actions top-4">
        <Button kind="plain" onClick={() => onBack(null)}>
          {t('second.back')}
        </Button>
      </div>
    </div>
  );
}
