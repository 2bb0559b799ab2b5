// The seam between an operation that wants a fresh proof and the dialog that asks for one.
import { createContext, useCallback, useContext } from 'react';
import { useLocation } from 'wouter';
import { type Call, call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Notice } from '../notice.ts';

/** Asks the person to prove that it is them. True once the session is fresh, false when they decline. */
export type AskForProof = (wanted: ApiProblem) => Promise<boolean>;

export const StepUpContext = createContext<AskForProof>(async () => false);

const PROOFS_MAX = 3;

/** A stale proof, or one given with a key that is too new or too weak for this: another key may do. */
export const wantsProof = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem &&
  (error.code === 'session.step-up-required' ||
    error.code === 'credential.make-reported' ||
    error.code === 'credential.not-trusted' ||
    error.code === 'credential.below-floor');

/** Whether a call ended because the person declined to prove that it was them: nothing changed, nothing is to be said. */
export const isDeclined = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'session.step-up-required';

/**
 * `call` for signed-in pages. Where the server wants a fresh proof it asks for one and calls again; declined, it rejects
 * with that same problem. When the session is gone it leads to sign-in, and to enrolment where that must come first.
 */
export function useProtectedCall(): Call {
  const askForProof = useContext(StepUpContext);
  const [path, navigate] = useLocation();
  return useCallback<Call>(
    async (operation, ...given) => {
      const leave = (error: unknown): never => {
        // Whoever left the page meanwhile, by locking the account say, was told why.
        if (window.location.pathname !== path) throw error;
        if (error instanceof ApiProblem && error.code === 'session.required') {
          navigate('/sign-in', { replace: true, state: { notice: 'ended', back: path } satisfies Notice });
        }
        if (error instanceof ApiProblem && error.code === 'enrolment.required') navigate('/protect');
        throw error;
      };
      let crossed = false;
      // A stale proof is renewed; the key that renews it may then be found too new, and another one asked for.
      for (let proofs = 0; ; ) {
        try {
          return await call(operation, ...given);
        } catch (error) {
          // Another request of this browser may have given the session a new token while this one was on its way.
          if (!crossed && error instanceof ApiProblem && error.code === 'session.required') {
            crossed = true;
            continue;
          }
          if (!wantsProof(error) || proofs++ === PROOFS_MAX || !(await askForProof(error))) return leave(error);
        }
      }
    },
    [askForProof, navigate, path],
  );
}
