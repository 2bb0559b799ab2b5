// A page whose headline is an answer: it is drawn when the answer is there. Until then a ghost, or why it did not come.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageHead } from '../look/heading.tsx';
import { Failed, Ghost } from '../look/waiting.tsx';

interface LoadedProps<Data> {
  readonly from: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** The page's noun. */
  readonly title: string;
  /** "Fetching your sessions". */
  readonly fetching: string;
  /** "We could not fetch your sessions." */
  readonly failed: string;
  /** "They are as they were." */
  readonly still: string;
  readonly children: (data: Data) => ReactNode;
}

export function Loaded<Data>({ from, title, fetching, failed, still, children }: LoadedProps<Data>) {
  // What was read before stays on the page when reading it again fails.
  if (from.data !== undefined) return children(from.data);
  if (!from.error) return <Ghost what={fetching} lines={6} />;
  return (
    <>
      <PageHead eyebrow={title} title={title}>
        {failed}
      </PageHead>
      <Failed point={still} error={from.error} onRetry={() => void from.refetch()} />
    </>
  );
}

type Read<Data> = Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;

/** Two answers that one page needs, as one. */
export function both<A, B>(one: Read<A>, other: Read<B>): Read<readonly [A, B]> {
  return {
    data: one.data !== undefined && other.data !== undefined ? [one.data, other.data] : undefined,
    error: one.error ?? other.error,
    refetch: (async () => {
      await Promise.all([one.refetch(), other.refetch()]);
    }) as never,
  } as Read<readonly [A, B]>;
}
