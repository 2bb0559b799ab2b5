// One touch of a key for one act: the question is asked for, answered by the key, and the answer sent once.
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { authenticate } from '../../webauthn.ts';

/** Settles when the page's reads are fresh. A key's answer is good once, so nothing is sent a second time. */
export function useTap() {
  const protectedCall = useProtectedCall();
  const cache = useQueryClient();
  /** `caseNumber`: of the recovery that is approved. */
  return async (contactId: string, caseNumber?: string): Promise<void> => {
    const params = { contactId };
    try {
      if (caseNumber === undefined) {
        const response = await authenticate(await protectedCall('contact.accept-options', { params }));
        await call('contact.accept', { params, body: { understood: true, response } });
      } else {
        const options = await protectedCall('contact.approve-options', { params, body: { caseNumber } });
        const response = await authenticate(options);
        await call('contact.approve', { params, body: { understood: true, caseNumber, response } });
      }
    } finally {
      await cache.invalidateQueries();
    }
  };
}
