// The second step after a password: a code from the authenticator app, a backup code, or a key.
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

/** Which code is asked for: the app's, or one of the backup codes. */
type By = 'code' | 'backup';

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : null);

/** The attempts, and what went wrong with the last one. */
function useSecondStep(first: By, { onIn, onBack }: Pick<SecondStepProps, 'onIn' | 'onBack'>) {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const [codeError, setCodeError] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState<'code' | 'key' | null>(null);
  const [by, setBy] = useState(first);

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
      if (how === 'code' && refused) setCodeError(t(`second.${by}.refused`));
      else setTrouble(error);
    }
  };
  const sendCode = (event: FormEvent) => {
    event.preventDefault();
    const given = by === 'code' ? sixDigits(code) : code.trim() || null;
    if (given === null) return setCodeError(t(`second.${by}.missing`));
    const operation = by === 'code' ? 'sign-in.second-totp' : 'sign-in.second-backup-code';
    void attempt('code', () => call(operation, { body: { code: given } }));
  };
  const change = (other: By) => {
    setBy(other);
    setCode('');
    setCodeError(null);
  };
  const useKey = () =>
    attempt('key', async () => {
      const response = await authenticate(await call('sign-in.second-key-options'));
      return call('sign-in.second-key', { body: { response } });
    });
  return { by, change, code, setCode, codeError, trouble, busy, sendCode, useKey };
}

function CodeForm({ step, keyToo }: { readonly step: ReturnType<typeof useSecondStep>; readonly keyToo: boolean }) {
  const { t } = useTranslation('sign-in');
  const { by, code, setCode, codeError, busy, sendCode } = step;
  return (
    <>
      <form className="form" onSubmit={sendCode} noValidate>
        <Field
          key={by}
          label={t(`second.${by}`)}
          hint={t(`second.${by}.hint`)}
          error={codeError}
          keyed
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode={by === 'code' ? 'numeric' : 'text'}
          autoComplete={by === 'code' ? 'one-time-code' : 'off'}
          spellCheck={false}
        />
        <Button kind="primary" block type="submit" busy={busy === 'code'}>
          {t('second.continue')}
        </Button>
      </form>
      {keyToo && <p className="or">{t('second.or')}</p>}
    </>
  );
}

export function SecondStep({ email, second, onIn, onBack }: SecondStepProps) {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  const byApp = second.includes('totp');
  const step = useSecondStep(byApp || !second.includes('backup-code') ? 'code' : 'backup', { onIn, onBack });
  const { by, change, trouble, busy, useKey } = step;
  const byKey = second.includes('key');
  const [asksCode, setAsksCode] = useState(byApp || !byKey);

  return (
    <div>
      <p className="eyebrow">{email}</p>
      <Heading title={t('title', { platform: platform.name })}>{t('second.statement')}</Heading>
      {trouble !== null && <Trouble error={trouble} />}
      {asksCode && <CodeForm step={step} keyToo={byKey} />}
      {byKey && (
        <Button kind={asksCode ? undefined : 'primary'} block icon="key" busy={busy === 'key'} onClick={useKey}>
          {busy === 'key' ? t('key.waiting') : t('second.key')}
        </Button>
      )}
      <div className="line-actions top-4">
        {second.includes('backup-code') && (by === 'code' || !asksCode) && (
          <Button
            kind="plain"
            onClick={() => {
              change('backup');
              setAsksCode(true);
            }}
          >
            {t('second.use-backup')}
          </Button>
        )}
        {byApp && by === 'backup' && (
          <Button kind="plain" onClick={() => change('code')}>
            {t('second.use-code')}
          </Button>
        )}
        <Button kind="plain" onClick={() => onBack(null)}>
          {t('second.back')}
        </Button>
      </div>
    </div>
  );
}
