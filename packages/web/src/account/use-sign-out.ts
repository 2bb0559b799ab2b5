// Signing out of this browser.
import { useLocation } from 'wouter';
import type { Notice } from '../notice.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';
import { unsubscribeHere } from './push/browser-push.ts';

/** @returns signs out and leads to sign-in; when the server does not answer, it rejects and nothing has changed. */
export function useSignOut(): () => Promise<void> {
  const protectedCall = useProtectedCall();
  const [, navigate] = useLocation();
  return async () => {
    await protectedCall('session.sign-out');
    // The server tells this browser nothing more; its push service need not keep a place for it.
    void unsubscribeHere();
    navigate('/sign-in', { replace: true, state: { notice: 'left' } satisfies Notice });
  };
}
