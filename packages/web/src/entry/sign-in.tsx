// Sign-in: two columns, one decision.
import type { Answer } from '@holdfast/contract';
import { type FormEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { Field } from '../look/field.tsx';
import { Frame } from '../look/frame.tsx';
import { Heading } from '../look/heading.tsx';
import { Icon } from '../look/icon.tsx';
import { readNotice } from '../notice.ts';
import { usePlatform } from '../platform.tsx';
import { keysSupported } from '../webauthn.ts';
import { EntryAside } from './aside.tsx';
import { emailFault } from './email-fault.ts';
import { EntryBar } from './entry-bar.tsx';
import { goOn } from './go-on.ts';
import { SecondStep } from './second-step.tsx';
import { Trouble } from './trouble.tsx';
import { useKeySignIn } from './use-key-sign-in.ts';

interface Failure {
  readonly error: unknown;
  readonly by: 'key' | 'password';
}

/** The signed-in pages are fetched while the key is being reached for. */
const fetchAccountArea = () => void import('../account/account-area.tsx').catch(() => {});

function SignInTrouble({ error, by }: Failure) {
  const { t } = useTranslation('sign-in');
  const refused = error instanceof ApiProblem && error.code === 'sign-in.refused';
  if (!refused) return <Trouble error={error} />;
  return (
    <Trouble error={error} point={t(`${by}.refused`)}>
      {t(`${by}.refused.check`)}
    </Trouble>
  );
}

function Notices() {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  const notice = readNotice(useHistoryState());
  return (
    <>
      {!platform.setUp && (
        <div className="under-5">
          <Callout tone="wait" point={t('not-set-up')}>
            {t('not-set-up.how')}
          </Callout>
        </div>
      )}
      {notice && (
        <div className="under-5">
          <Callout
            role="status"
            tone={notice.notice === 'locked' ? 'held' : 'plain'}
            point={t(`notice.${notice.notice}`)}
          >
            {t(`notice.${notice.notice}.why`)}
          </Callout>
        </div>
      )}
    </>
  );
}

interface FirstStepProps {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly failure: Failure | null;
  readonly onFailure: (failure: Failure | null) => void;
  readonly onIn: (next: 'overview' | 'enrolment') => void;
  readonly onPassword: (answer: Answer<'sign-in.password'>) => void;
}

function FirstStep({ email, onEmail, failure, onFailure, onIn, onPassword }: FirstStepProps) {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  const [password, setPassword] = useState('');
  const [emailError, setEmailError] = useState<string | null>(null);
  const [passwordError, setPasswordError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  const onTrouble = useCallback((error: unknown) => onFailure({ error, by: 'key' }), [onFailure]);
  const { waiting, inField, listen, ask } = useKeySignIn(onIn, onTrouble);

  const askKey = () => {
    onFailure(null);
    setEmailError(null);
    fetchAccountArea();
    ask();
  };
  const sendPassword = async () => {
    const fault = emailFault(email);
    setEmailError(fault && t(`email.${fault}`));
    setPasswordError(!fault && password === '' ? t('password.missing') : null);
    if (fault || password === '' || busy) return;
    setBusy(true);
    onFailure(null);
    fetchAccountArea();
    try {
      onPassword(await call('sign-in.password', { body: { email: email.trim(), password } }));
    } catch (error) {
      setPassword('');
      onFailure({ error, by: 'password' });
    } finally {
      setBusy(false);
    }
  };
  // Enter takes the way that is open: the key, unless the password's field has been unfolded.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (details.current?.open) void sendPassword();
    else askKey();
  };

  return (
    <div>
      <Heading title={t('title', { platform: platform.name })}>{t('title', { platform: platform.name })}</Heading>
      {failure ? <SignInTrouble {...failure} /> : <Notices />}
      <form onSubmit={submit} noValidate>
        <Field
          label={t('email')}
          note={inField && t('email.passkeys')}
          error={emailError}
          type="email"
          name="username"
          autoComplete="username webauthn"
          inputMode="email"
          spellCheck={false}
          value={email}
          onFocus={listen}
          onChange={(event) => onEmail(event.currentTarget.value)}
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
        <details className="more" ref={details}>
          <summary>
            {t('password.instead')}
            <Icon name="chevron" />
          </summary>
          <p className="small quiet top-3 under-4">{t('password.who')}</p>
          <div className="form">
            <Field
              label={t('password')}
              error={passwordError}
              type="password"
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button block type="submit" busy={busy}>
              {t('password.continue')}
            </Button>
          </div>
        </details>
      </form>
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

export function SignIn() {
  const [, navigate] = useLocation();
  const back = readNotice(useHistoryState())?.back;
  const [email, setEmail] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [second, setSecond] = useState<Answer<'sign-in.password'>['second'] | null>(null);
  const onIn = useCallback(
    (next: 'overview' | 'enrolment') => navigate(goOn(next, back), { replace: true }),
    [navigate, back],
  );
  return (
    <Frame bar={<EntryBar />} width="entry">
      {second ? (
        <SecondStep
          email={email.trim()}
          second={second}
          onIn={onIn}
          onBack={(error) => {
            setSecond(null);
            setFailure(error === null ? null : { error, by: 'password' });
          }}
        />
      ) : (
        <FirstStep
          email={email}
          onEmail={setEmail}
          failure={failure}
          onFailure={setFailure}
          onIn={onIn}
          onPassword={(answer) => setSecond(answer.second)}
        />
      )}
      <EntryAside />
    </Frame>
  );
}
