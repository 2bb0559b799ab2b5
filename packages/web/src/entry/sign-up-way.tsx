// Third step of making an account: a name, and a way in. A key is the better one; a protected platform offers only that.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { freeName, kindOfKey } from '../key-name.ts';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { usePlatform } from '../platform.tsx';
import { keysSupported, register } from '../webauthn.ts';
import { Trouble } from './trouble.tsx';

interface SignUpWayProps {
  readonly displayName: string;
  readonly onDisplayName: (displayName: string) => void;
  readonly onIn: (next: 'overview' | 'enrolment') => void;
  readonly onPassword: () => void;
  readonly startAgain: (error: unknown) => boolean;
}

export function SignUpWay({ displayName, onDisplayName, onIn, onPassword, startAgain }: SignUpWayProps) {
  const { t } = useTranslation(['sign-up', 'key-name']);
  const { defaultTier } = usePlatform();
  const [error, setError] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const name = displayName.trim();

  const named = () => {
    setError(name === '' ? t('name.missing') : null);
    return name !== '';
  };
  const useKey = async (event: FormEvent) => {
    event.preventDefault();
    if (!keysSupported() || !named() || busy) return;
    setBusy(true);
    setTrouble(null);
    try {
      const response = await register(await call('sign-up.key-options', { body: { displayName: name } }));
      const nickname = freeName(t(`key-name:${kindOfKey(response, navigator.userAgent)}`), []);
      onIn((await call('sign-up.complete', { body: { with: 'key', displayName: name, nickname, response } })).next);
    } catch (failure) {
      if (startAgain(failure)) return;
      setTrouble(failure);
      setBusy(false);
    }
  };
  return (
    <div>
      <Heading title={t('title')}>{t('way.statement')}</Heading>
      {trouble !== null && <Trouble error={trouble} point={t('not-made')} />}
      <p className="quiet under-5">{t(defaultTier === 'advanced' ? 'way.lede.protected' : 'way.lede')}</p>
      <form className="form wide-gap" onSubmit={useKey} noValidate>
        <Field
          label={t('name')}
          hint={t('name.hint')}
          error={error}
          name="name"
          autoComplete="name"
          maxLength={80}
          value={displayName}
          onChange={(event) => onDisplayName(event.currentTarget.value)}
        />
        <div>
          <Button
            kind="primary"
            block
            type="submit"
            icon="key"
            busy={busy}
            unavailable={keysSupported() ? null : t('key.unsupported')}
          >
            {busy ? t('key.waiting') : t('key')}
          </Button>
          <p className="note top-2">{t('key.what')}</p>
        </div>
      </form>
      {defaultTier === 'standard' && (
        <>
          <hr className="rule" />
          <Button kind="plain" onClick={() => named() && onPassword()}>
            {t('password')}
          </Button>
        </>
      )}
    </div>
  );
}
