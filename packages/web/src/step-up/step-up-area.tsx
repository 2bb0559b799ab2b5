// Opens the step-up dialog when an operation below wants a fresh proof. One dialog serves all that wait for it.
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import type { ApiProblem } from '../api-problem.ts';
import { type AskForProof, StepUpContext } from './step-up-context.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

interface Asking {
  readonly wanted: ApiProblem;
  readonly answer: Promise<boolean>;
  readonly give: (proved: boolean) => void;
}

export function StepUpArea({ children }: { readonly children: ReactNode }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const current = useRef<Asking | null>(null);
  const ask = useCallback<AskForProof>((wanted) => {
    if (current.current) return current.current.answer;
    let give: (proved: boolean) => void = () => {};
    const answer = new Promise<boolean>((resolve) => {
      give = (proved) => {
        current.current = null;
        setAsking(null);
        resolve(proved);
      };
    });
    current.current = { wanted, answer, give };
    setAsking(current.current);
    return answer;
  }, []);
  return (
    <StepUpContext value={ask}>
      {children}
      {/* Its words arrive with it: the page beneath stays where it is meanwhile. */}
      <Suspense fallback={null}>{asking && <StepUpDialog wanted={asking.wanted} onEnd={asking.give} />}</Suspense>
    </StepUpContext>
  );
}
