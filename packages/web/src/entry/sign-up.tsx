// Making an account: the address, the six digits, then a way in.
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { ApiProblem } from '../api-problem.ts';
import { Frame } from '../look/frame.tsx';
import { Heading } from '../look/heading.tsx';
import { usePlatform } from '../platform.tsx';
import { EntryAside } from './aside.tsx';
import { EntryBar } from './entry-bar.tsx';
import { goOn } from './go-on.ts';
import { SignUpCode } from './sign-up-code.tsx';
import { SignUpEmail } from './sign-up-email.tsx';
import { SignUpPassword } from './sign-up-password.tsx';
import { SignUpWay } from './sign-up-way.tsx';

type Step =
  | { readonly at: 'email'; readonly ended: unknown }
  | { readonly at: 'code'; readonly expiresAt: number }
  | { readonly at: 'way' }
  | { readonly at: 'password' };

function Closed() {
  const { t } = useTranslation(['sign-up', 'sign-in']);
  const { name } = usePlatform();
  return (
    <div>
      <Heading title={t('title')}>{t('closed.statement', { platform: name })}</Heading>
      <p className="quiet">{t('closed.lede')}</p>
      <p>
        <Link className="line-link" href="/sign-in">
          {t('sign-in')}
        </Link>
      </p>
    </div>
  );
}

function Steps() {
  const [, navigate] = useLocation();
  const [step, setStep] = useState<Step>({ at: 'email', ended: null });
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const onIn = useCallback((next: 'overview' | 'enrolment') => navigate(goOn(next), { replace: true }), [navigate]);
  /** An attempt that ended starts again at the address. True where this error was one. */
  const startAgain = useCallback((error: unknown) => {
    const ended = error instanceof ApiProblem && error.code === 'flow.gone';
    if (ended) setStep({ at: 'email', ended: error });
    return ended;
  }, []);
  switch (step.at) {
    case 'email':
      return (
        <SignUpEmail
          email={email}
          onEmail={setEmail}
          ended={step.ended}
          onSent={(expiresAt) => setStep({ at: 'code', expiresAt })}
        />
      );
    case 'code':
      return (
        <SignUpCode
          email={email.trim()}
          expiresAt={step.expiresAt}
          onConfirmed={() => setStep({ at: 'way' })}
          onOther={() => setStep({ at: 'email', ended: null })}
          startAgain={startAgain}
        />
      );
    case 'way':
      return (
        <SignUpWay
          displayName={displayName}
          onDisplayName={setDisplayName}
          onIn={onIn}
          onPassword={() => setStep({ at: 'password' })}
          startAgain={startAgain}
        />
      );
    case 'password':
      return (
        <SignUpPassword
          email={email.trim()}
          displayName={displayName.trim()}
          onIn={onIn}
          onBack={() => setStep({ at: 'way' })}
          startAgain={startAgain}
        />
      );
  }
}

export default function SignUp() {
  const { signUp } = usePlatform();
  return (
    <Frame bar={<EntryBar />} width="entry">
      {signUp ? <Steps /> : <Closed />}
      <EntryAside />
    </Frame>
  );
}
