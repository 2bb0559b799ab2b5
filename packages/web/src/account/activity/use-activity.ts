// The entries of a view, page after page.
import type { Answer } from '@holdfast/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { isLook } from '../is-look.ts';
import { queryOf, type View, writeView } from './view.ts';

export function useActivity(view: View) {
  const protectedCall = useProtectedCall();
  return useInfiniteQuery({
    queryKey: ['activity.list', 'pages', writeView(view)],
    initialPageParam: null as string | null,
    queryFn: (context): Promise<Answer<'activity.list'>> => {
      const { pageParam, signal } = context;
      const query = queryOf(view);
      return protectedCall('activity.list', {
        query: pageParam === null ? query : { ...query, before: pageParam },
        signal,
        look: isLook(context),
      });
    },
    getNextPageParam: (page) => page.next,
  });
}
