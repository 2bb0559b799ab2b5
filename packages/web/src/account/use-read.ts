// Reads for signed-in pages: cached by operation, so that a change can say which of them it touched.
import type { Answer } from '@holdfast/contract';
import type { RoutedOperation } from '@holdfast/contract/paths';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { GivenArguments } from '../api.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';
import { isLook } from './is-look.ts';

/** Invalidate with `{ queryKey: ['credential.list'] }`. */
export function useRead<O extends RoutedOperation>(
  operation: O,
  ...[given]: GivenArguments<O>
): UseQueryResult<Answer<O>> {
  const protectedCall = useProtectedCall();
  return useQuery<Answer<O>>({
    queryKey: [operation, given ?? null],
    queryFn: (context) => {
      const { signal } = context;
      return protectedCall(
        operation,
        ...([{ ...given, signal, look: isLook(context) }] as unknown as GivenArguments<O>),
      );
    },
  });
}
