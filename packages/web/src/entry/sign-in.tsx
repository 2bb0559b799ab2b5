// Sign-in: two columns, one decision.
import type { Answer } from '@holdfast/contract';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { ApiProblem } from '../api-problem.ts';
import type { Arrival } from '../arrival.ts';
import { Frame } from '../look/frame.tsx';
import { readNotice } from '../notice.ts';
import { EntryAside } from './aside.tsx';
import { EntryBar } from './entry-bar.tsx';
import { FirstStep } from './first-step.tsx';
import { goOn } from './go-on.ts';
import { SecondStep } from './second-step.tsx';
import type { SignInFailure } from './sign-in-trouble.tsx';
import type { SuspendedState } from './suspended-state.ts';

export function SignIn() {
  const [, navigate] = useLocation();
  const back = readNotice(useHistoryState())?.back;
  const [email, setEmail] = useState('');
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  // A suspended key has a page of its own, with the ways in which it comes back.
  const onFailure = useCallback(
    (met: SignInFailure | null) => {
      const { error } = met ?? {};
      if (!(error instanceof ApiProblem) || error.code !== 'credential.suspended') return setFailure(met);
      const { comesBackAt, comesBackWith } = error;
      navigate('/sign-in/suspended', { state: { comesBackAt, comesBackWith } satisfies SuspendedState });
    },
    [navigate],
  );
  const [second, setSecond] = useState<Answer<'sign-in.password'>['second'] | null>(null);
  const onIn = useCallback(
    ({ next, recoveryStopped }: Answer<'sign-in.key'>) =>
      navigate(goOn(next, back), {
        replace: true,
        state: recoveryStopped ? ({ arrival: 'recovery-stopped' } satisfies Arrival) : null,
      }),
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
          onFailure={onFailure}
          onIn={onIn}
          onPassword={(answer) => setSecond(answer.second)}
        />
      )}
      <EntryAside />
    </Frame>
  );
}
