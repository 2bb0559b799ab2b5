// Coming back with a recovery key, second part: for the bearer of the case secret, who is not signed in.
import type { Answer } from '@holdfast/contract';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { EntryAside } from '../entry/aside.tsx';
import { EntryBar } from '../entry/entry-bar.tsx';
import { Frame } from '../look/frame.tsx';
import { BackIn } from './back-in.tsx';
import type { Case } from './case-answer.ts';
import { EndedCase, GivenUp } from './ended-case.tsx';
import { OpenCase } from './open-case.tsx';
import { SecretForm } from './secret-form.tsx';
import { WaitingCase } from './waiting-case.tsx';

/** The case is not what the page shows any more. */
const MOVED_ON: readonly string[] = ['recovery.ended', 'recovery.waiting', 'recovery.unapproved'];
const LOOK_AGAIN_MS = 60_000;

type Seen =
  | { readonly is: 'asked' }
  | { readonly is: 'case'; readonly secret: string; readonly case: Case }
  | { readonly is: 'given-up' }
  | { readonly is: 'back'; readonly answer: Answer<'recovery.complete'> };

/** Reads an open case again each minute and when the window is looked at again: it may ripen, or be stopped. */
function useLookAgain(seen: Seen, onCase: (secret: string, found: Case) => void): void {
  const secret =
    seen.is === 'case' && (seen.case.state === 'waiting' || seen.case.state === 'ripe') ? seen.secret : null;
  useEffect(() => {
    if (secret === null) return;
    const leaving = new AbortController();
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      call('recovery.read', { body: { caseSecret: secret }, signal: leaving.signal }).then(
        (found) => onCase(secret, found),
        // What was read before stays; the next look may succeed.
        () => {},
      );
    };
    const timer = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      leaving.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [secret, onCase]);
}

export default function Return() {
  const { t } = useTranslation('recover');
  const [seen, setSeen] = useState<Seen>({ is: 'asked' });
  const onCase = useCallback((secret: string, found: Case) => setSeen({ is: 'case', secret, case: found }), []);
  useLookAgain(seen, onCase);
  const within = (width: 'page' | 'narrow' | 'entry', page: ReactNode) => (
    <Frame bar={<EntryBar />} width={width}>
      {page}
    </Frame>
  );
  switch (seen.is) {
    case 'asked':
      return within(
        'entry',
        <>
          <SecretForm onCase={onCase} />
          <EntryAside />
        </>,
      );
    case 'given-up':
      return within('narrow', <GivenUp />);
    case 'back':
      return within('page', <BackIn answer={seen.answer} />);
    case 'case':
  }
  const { secret } = seen;
  /** An attempt found the case ended: it is read again, and says so. True where this failure was one. */
  const ended = async (error: unknown): Promise<boolean> => {
    if (!(error instanceof ApiProblem) || !MOVED_ON.includes(error.code)) return false;
    onCase(secret, await call('recovery.read', { body: { caseSecret: secret } }));
    return true;
  };
  switch (seen.case.state) {
    case 'waiting':
      return within(
        'narrow',
        <WaitingCase found={seen.case} secret={secret} onGivenUp={() => setSeen({ is: 'given-up' })} />,
      );
    case 'ripe':
      return within(
        'page',
        <OpenCase
          found={seen.case}
          secret={secret}
          onCase={(found) => onCase(secret, found)}
          onBack={(answer) => setSeen({ is: 'back', answer })}
          ended={ended}
          title={t('title')}
        />,
      );
    default:
      return within('narrow', <EndedCase found={seen.case} />);
  }
}
