// Opens the dialogs that ask for a proof: a fresh one for an operation below that wants it, and a second one before a slow
// change. One dialog of each serves all that wait for it.
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import type { ApiProblem } from '../api-problem.ts';
import { SecondProofContext, type SecondWanted } from './second-proof-context.tsx';
import { SecondProofDialog } from './second-proof-dialog.tsx';
import { StepUpContext } from './step-up-context.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

interface Asking<Wanted> {
  readonly wanted: Wanted;
  readonly answer: Promise<boolean>;
  readonly give: (answer: boolean) => void;
}

/** One question at a time: whoever asks while one is open gets its answer. */
function useQuestion<Wanted>() {
  const [asking, setAsking] = useState<Asking<Wanted> | null>(null);
  const current = useRef<Asking<Wanted> | null>(null);
  const ask = useCallback((wanted: Wanted): Promise<boolean> => {
    if (current.current) return current.current.answer;
    let give: (answer: boolean) => void = () => {};
    const answer = new Promise<boolean>((resolve) => {
      give = (answered) => {
        current.current = null;
        setAsking(null);
        resolve(answered);
      };
    });
    current.current = { wanted, answer, give };
    setAsking(current.current);
    return answer;
  }, []);
  return { asking, ask };
}

export function StepUpArea({ children }: { readonly children: ReactNode }) {
  const fresh = useQuestion<ApiProblem>();
  const second = useQuestion<SecondWanted>();
  return (
    <StepUpContext value={fresh.ask}>
      <SecondProofContext value={second.ask}>{children}</SecondProofContext>
      {/* Their words arrive with them: the page beneath stays where it is meanwhile. */}
      <Suspense fallback={null}>
        {second.asking && <SecondProofDialog wanted={second.asking.wanted} onEnd={second.asking.give} />}
      </Suspense>
      <Suspense fallback={null}>
        {fresh.asking && <StepUpDialog wanted={fresh.asking.wanted} onEnd={fresh.asking.give} />}
      </Suspense>
    </StepUpContext>
  );
}
