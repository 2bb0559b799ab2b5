// One thing being tried at a time: whether it is under way, and what came in its way.
import { useCallback, useRef, useState } from 'react';
import { isDeclined } from '../step-up/step-up-context.tsx';
import { KeyFailure } from '../webauthn.ts';

export interface Attempt {
  readonly busy: boolean;
  /** Null while nothing is wrong. */
  readonly failure: unknown;
  /** Runs it unless something is under way. A declined proof is not a failure: everything is as it was. */
  readonly run: (act: () => Promise<void>) => Promise<void>;
  readonly clear: () => void;
}

const isSilent = (error: unknown) => isDeclined(error) || (error instanceof KeyFailure && error.kind === 'replaced');

export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef(false);
  const run = useCallback(async (act: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await act();
    } catch (error) {
      if (!isSilent(error)) setFailure(error);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setFailure(null), []);
  return { busy, failure, run, clear };
}
