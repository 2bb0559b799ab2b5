// The set-up's one page: who the operator is, which keys there are, what is still missing, and the end.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { freeName, kindOfKey } from '../key-name.ts';
import { Button } from '../look/button.tsx';
import { EmailField } from '../look/email-field.tsx';
import { Field } from '../look/field.tsx';
import { PageHead } from '../look/heading.tsx';
import { Ledger } from '../look/ledger.tsx';
import { usePlatform } from '../platform.tsx';
import { register } from '../webauthn.ts';
import { emailFault } from './email-fault.ts';
import { goOn } from './go-on.ts';
import { AddNewKey, NeededKeys, type NewKeyHint, RegisteredKeys } from './new-keys.tsx';
import { Trouble } from './trouble.tsx';

type Progress = Answer<'setup.read'>;
interface SetupFormProps {
  readonly link: string;
  readonly progress: Progress;
  readonly onProgress: (progress: Progress) => void;
  /** The link stopped working meanwhile. */
  readonly onClosed: (error: unknown) => void;
}

const statementOf = ({ keys, unmet }: Progress) => {
  if (keys.length === 0) return 'none';
  if (unmet.includes('two-keys')) return 'one';
  return unmet.length > 0 ? 'elsewhere' : 'ready';
};

interface Errors {
  readonly name?: string;
  readonly email?: string;
}

interface Failure {
  readonly error: unknown;
  readonly of: 'not-added' | 'not-made';
}

/** What the page does: the ceremonies, the end, and what went wrong with either. */
function useSetup({ link, progress, onProgress, onClosed }: SetupFormProps) {
  const { t } = useTranslation(['setup', 'key-name']);
  const [, navigate] = useLocation();
  const [displayName, setDisplayName] = useState('');
  const [email, setEmail] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [trouble, setTrouble] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<NewKeyHint | 'complete' | null>(null);

  const attempt = async (what: NewKeyHint | 'complete', of: Failure['of'], step: () => Promise<void>) => {
    if (busy !== null) return;
    setBusy(what);
    setTrouble(null);
    try {
      await step();
    } catch (error) {
      const code = error instanceof ApiProblem ? error.code : null;
      if (code === 'link.refused' || code === 'setup.done') return onClosed(error);
      if (code === 'email.taken') setErrors({ email: t('email.taken') });
      else setTrouble({ error, of });
    }
    setBusy(null);
  };
  const add = (hint: NewKeyHint) => {
    const fault = emailFault(email);
    const faults: Errors = {
      ...(fault ? { email: t(`email.${fault}`) } : {}),
      ...(displayName.trim() === '' ? { name: t('name.missing') } : {}),
    };
    setErrors(faults);
    if (faults.email || faults.name) return;
    void attempt(hint, 'not-added', async () => {
      const about = { link, email: email.trim(), displayName: displayName.trim(), hint };
      const response = await register(await call('setup.key-options', { body: about }));
      const taken = progress.keys.map(({ nickname }) => nickname);
      const nickname = freeName(t(`key-name:${kindOfKey(response, navigator.userAgent)}`), taken);
      onProgress(await call('setup.add-key', { body: { link, nickname, response } }));
    });
  };
  const complete = () =>
    attempt('complete', 'not-made', async () => {
      const { next } = await call('setup.complete', { body: { link } });
      navigate(goOn(next), { replace: true });
    });
  return { displayName, setDisplayName, email, setEmail, errors, trouble, busy, add, complete };
}

export function SetupForm(props: SetupFormProps) {
  const { t } = useTranslation('setup');
  const platform = usePlatform();
  const { displayName, setDisplayName, email, setEmail, errors, trouble, busy, add, complete } = useSetup(props);
  const { progress } = props;
  const ready = progress.unmet.length === 0;
  const locked = progress.unmet.includes('two-keys') ? 'two-keys' : 'elsewhere';
  return (
    <>
      <PageHead title={t('title')} eyebrow={t('eyebrow', { platform: platform.name })} lede={t('lede')}>
        {t(`statement.${statementOf(progress)}`)}
      </PageHead>
      {trouble && <Trouble error={trouble.error} point={t(trouble.of)} />}
      {!ready && (
        <Ledger name={t('you.name')} note={t('you.note')}>
          <div className="form wide-gap fit">
            <Field
              label={t('name')}
              error={errors.name}
              name="name"
              autoComplete="name"
              maxLength={80}
              value={displayName}
              onChange={(event) => setDisplayName(event.currentTarget.value)}
            />
            <EmailField
              label={t('email')}
              error={errors.name ? null : errors.email}
              name="email"
              value={email}
              onType={setEmail}
            />
          </div>
        </Ledger>
      )}
      <NeededKeys progress={progress} />
      <RegisteredKeys progress={progress} />
      {!ready && <AddNewKey waitingFor={busy === 'complete' ? null : busy} note={t('add.note')} onAdd={add} />}
      <div className="actions">
        <Button
          kind={ready ? 'primary' : undefined}
          busy={busy === 'complete'}
          unavailable={ready ? null : t(`complete.locked.${locked}`)}
          onClick={complete}
        >
          {t('complete')}
        </Button>
        {ready && <p className="small quiet">{t('complete.after')}</p>}
      </div>
    </>
  );
}
