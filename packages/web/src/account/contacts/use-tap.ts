// One touch of a key for one act: the question is asked for, answered by the key, and the answer sent once.
import type { RoutedOperation } from '@holdfast/contract/paths';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { authenticate } from '../../webauthn.ts';

type Tapped = Extract<RoutedOperation, 'contact.accept' | 'contact.approve'>;

/** Settles when the page's reads are fresh. A key's answer is good once, so nothing is sent a second time. */
export function useTap() {
  const protectedCall = useProtectedCall();
  const cache = useQueryClient();
  return async (operation: Tapped, contactId: string): Promise<void> => {
    const params = { contactId };
    try {
      const response = await authenticate(await protectedCall(`${operation}-options`, { params }));
      await call(operation, { params, body: { understood: true, response } });
    } finally {
      await cache.invalidateQueries();
    }
  };
}
