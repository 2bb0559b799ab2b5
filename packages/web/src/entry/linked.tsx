// Pages behind a link of a mail: what it leads to is read once, and again where no answer came. Reading changes nothing.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-problem.ts';
import { FailedPage } from '../look/failed-page.tsx';
import { Frame } from '../look/frame.tsx';
import { PageHead } from '../look/heading.tsx';
import { Ghost } from '../look/waiting.tsx';
import { EntryBar } from './entry-bar.tsx';
import { useLinkToken } from './use-link-token.ts';

/** What a page has found behind its link, beside what every such page can find. */
export type Linked<Own> =
  | Own
  | { readonly is: 'asking' }
  | { readonly is: 'gone' }
  /** The address has no token: a mail program dropped what stood behind the "#". */
  | { readonly is: 'cut' }
  | { readonly is: 'failed'; readonly error: unknown };

/** The link is too old, was altered or cut short, or was used up. */
export const isGone = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.code === 'link.refused' || error.code === 'request.invalid');

/** One function for every page: a new one each time would read again each time. */
const NOTHING_ELSE = () => null;

/**
 * Both are from outside of the component, so that they stay the same.
 * @param failureFor what other refusals than those of the link mean; null where they are failures
 */
export function useLinked<Own>(
  read: (link: string, signal?: AbortSignal) => Promise<Linked<Own>>,
  failureFor: (error: unknown) => Linked<Own> | null = NOTHING_ELSE,
) {
  const link = useLinkToken();
  const [found, setFound] = useState<Linked<Own>>({ is: 'asking' });
  const onFailure = useCallback(
    (error: unknown) => setFound(failureFor(error) ?? (isGone(error) ? { is: 'gone' } : { is: 'failed', error })),
    [failureFor],
  );
  const ask = useCallback(
    (signal?: AbortSignal) => {
      if (link === '') return setFound({ is: 'cut' });
      setFound({ is: 'asking' });
      read(link, signal).then(setFound, (error: unknown) => {
        if (!signal?.aborted) onFailure(error);
      });
    },
    [link, read, onFailure],
  );
  useEffect(() => {
    const leaving = new AbortController();
    ask(leaving.signal);
    return () => leaving.abort();
  }, [ask]);
  return { link, found, setFound, onFailure, retry: () => ask() };
}

interface LinkedFrameProps {
  readonly found: { readonly is: string; readonly error?: unknown };
  readonly retry: () => void;
  /** `failed`: "We could not read this alert." */
  readonly words: {
    readonly title: string;
    readonly fetching: string;
    readonly failed: string;
    readonly still?: string;
  };
  readonly width?: 'narrow' | 'page';
  readonly children: ReactNode;
}

function Cut({ title }: { readonly title: string }) {
  const { t } = useTranslation('shared');
  return (
    <PageHead title={title} lede={t('link-cut.lede')}>
      {t('link-cut')}
    </PageHead>
  );
}

/** The page's frame, what it shows until there is an answer, and what where none came. */
export function LinkedFrame({ found, retry, words, width = 'narrow', children }: LinkedFrameProps) {
  const { title, fetching, failed, still } = words;
  return (
    <Frame bar={<EntryBar />} width={width} places={width === 'narrow' && found.is === 'open'}>
      {found.is === 'cut' && <Cut title={title} />}
      {found.is === 'asking' && <Ghost what={fetching} lines={6} />}
      {found.is === 'failed' && (
        <FailedPage title={title} statement={failed} still={still} error={found.error} onRetry={retry} />
      )}
      {children}
    </Frame>
  );
}
