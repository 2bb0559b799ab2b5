// The end of a list that is fetched in parts: the button for what is older, and what came in its way.
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from '../look/button.tsx';
import { Failed } from '../look/waiting.tsx';

interface EarlierProps {
  readonly of: UseInfiniteQueryResult;
  /** "Show earlier days" */
  readonly verb: string;
  /** "The earlier entries did not come." */
  readonly failed: string;
}

export function Earlier({ of: list, verb, failed }: EarlierProps) {
  const fetch = () => void list.fetchNextPage();
  return (
    <>
      {list.error && (
        <div className="top-4">
          <Failed point={failed} error={list.error} onRetry={fetch} />
        </div>
      )}
      {list.hasNextPage && (
        <div className="actions">
          <Button busy={list.isFetchingNextPage} onClick={fetch}>
            {verb}
          </Button>
        </div>
      )}
    </>
  );
}
