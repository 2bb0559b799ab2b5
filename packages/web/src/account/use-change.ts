// Changes from signed-in pages: whatever comes of one, all that is shown is read again.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Call } from '../api.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';

/** Like a protected call; it settles when the reads on the page are fresh too. */
export function useChange(): Call {
  const protectedCall = useProtectedCall();
  const cache = useQueryClient();
  return useCallback<Call>(
    async (operation, ...given) => {
      try {
        return await protectedCall(operation, ...given);
      } finally {
        await cache.invalidateQueries();
      }
    },
    [protectedCall, cache],
  );
}
