// The end of a recovery by e-mail: a new key, or a new password where an authenticator app is left beside it.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type Attempt, useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { goOn } from '../entry/go-on.ts';
import { passwordFault } from '../entry/password-fault.ts';
import { Trouble } from '../entry/trouble.tsx';
import { freeName, kindOfKey } from '../key-name.ts';
import { Button } from '../look/button.tsx';
import { Field } from '../look/field.tsx';
import { Heading } from '../look/heading.tsx';
import { Icon } from '../look/icon.tsx';
import { keysSupported, register } from '../webauthn.ts';
import type { OpenedLink } from './opened-link.ts';

interface WayProps {
  readonly opened: OpenedLink;
  readonly onGone: () => void;
}

/** Each end leads into the account; one that came too late leads back to asking. */
function useEnd(onGone: () => void) {
  const [, navigate] = useLocation();
  const attempt = useAttempt();
  const end = (how: () => Promise<{ readonly next: 'overview' | 'enrolment' } | null>) =>
    void attempt.run(async () => {
      try {
        const answer = await how();
        if (answer) navigate(goOn(answer.next), { replace: true });
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'flow.gone') throw error;
        onGone();
      }
    });
  return { attempt, end };
}

interface PasswordPartProps {
  readonly attempt: Attempt;
  readonly end: ReturnType<typeof useEnd>['end'];
}

function PasswordPart({ attempt, end }: PasswordPartProps) {
  const { t } = useTranslation(['recover-link', 'sign-up']);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    try {
      return await call('recovery-link.complete', { body: { with: 'password', password } });
    } catch (failure) {
      const refused = passwordFault(failure);
      if (refused === null) throw failure;
      setError(t(`sign-up:password.${refused}`));
      return null;
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setError(password === '' ? t('sign-up:password.missing') : null);
    if (password !== '') end(save);
  };
  return (
    <details className="more">
      <summary>
        {t('way.password')}
        <Icon name="chevron" />
      </summary>
      <p className="small quiet top-3 under-4">{t('way.password.what')}</p>
      <form className="form" onSubmit={send} noValidate>
        <Field
          label={t('way.password.field')}
          hint={t('sign-up:password.hint')}
          error={error}
          type="password"
          name="new-password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button block type="submit" busy={attempt.busy}>
          {t('way.password.save')}
        </Button>
      </form>
    </details>
  );
}

export function Way({ opened, onGone }: WayProps) {
  const { t } = useTranslation(['recover-link', 'key-name']);
  const { attempt, end } = useEnd(onGone);
  const useKey = () =>
    end(async () => {
      const options = await call('recovery-link.key-options');
      const response = await register(options);
      const nickname = freeName(t(`key-name:${kindOfKey(response, navigator.userAgent)}`), []);
      return call('recovery-link.complete', { body: { with: 'key', nickname, response } });
    });
  return (
    <div>
      <p className="eyebrow">{opened.account}</p>
      <Heading title={t('title')}>{t('way.statement', { name: opened.displayName })}</Heading>
      {attempt.failure !== null && <Trouble error={attempt.failure} point={t('way.failed')} />}
      <p className="quiet under-5">{t('way.lede')}</p>
      <Button
        kind="primary"
        block
        icon="key"
        busy={attempt.busy}
        unavailable={keysSupported() ? null : t('way.key.unsupported')}
        onClick={useKey}
      >
        {attempt.busy ? t('way.key.waiting') : t('way.key')}
      </Button>
      <p className="note top-2">{t('way.key.what')}</p>
      {opened.ways.includes('password') && (
        <>
          <hr className="rule" />
          <PasswordPart attempt={attempt} end={end} />
        </>
      )}
    </div>
  );
}
