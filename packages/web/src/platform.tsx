// What this platform is called and what it offers: asked once, before anything that names it is drawn.
import type { Answer } from '@holdfast/contract';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from './api.ts';
import { FailedPage } from './look/failed-page.tsx';
import { Ghost } from './look/waiting.tsx';

export type Platform = Answer<'platform.read'>;

const PlatformContext = createContext<Platform | null>(null);

/** The platform's own answer. Only below `PlatformGate`. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (!platform) throw new Error('No platform above this component');
  return platform;
}

export function PlatformGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shared');
  const [platform, setPlatform] = useState<Platform | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = useCallback((signal?: AbortSignal) => {
    setFailure(null);
    call('platform.read', signal ? { signal } : {}).then(setPlatform, (error: unknown) => {
      if (!signal?.aborted) setFailure(error);
    });
  }, []);
  useEffect(() => {
    const leaving = new AbortController();
    ask(leaving.signal);
    return () => leaving.abort();
  }, [ask]);
  if (platform) return <PlatformContext value={platform}>{children}</PlatformContext>;
  return (
    <main className="page narrow">
      {failure === null ? (
        <Ghost what={t('fetching')} />
      ) : (
        <FailedPage title={t('page.failed')} statement={t('platform.failed')} error={failure} onRetry={() => ask()} />
      )}
    </main>
  );
}
