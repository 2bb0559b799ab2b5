// Signing out of this browser.
import { useLocation } from 'wouter';
import type { Notice } from '../notice.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';

/** @returns signs out and leads to sign-in; when the server does not answer, it rejects and nothing has changed. */
export function useSignOut(): () => Promise<void> {
  const protectedCall = useProtectedCall();
  const [, navigate] = useLocation();
  return async () => {
    await protectedCall('session.sign-out');
    navigate('/sign-in', { replace: true, state: { notice: 'left' } satisfies Notice });
  };
}
