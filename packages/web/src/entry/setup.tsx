// The first start: the bearer of the printed link makes the operator's account with two keys.
import type { Answer } from '@holdfast/contract';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { ButtonLink } from '../look/button.tsx';
import { FailedPage } from '../look/failed-page.tsx';
import { Frame } from '../look/frame.tsx';
import { PageHead } from '../look/heading.tsx';
import { Ghost } from '../look/waiting.tsx';
import { EntryBar } from './entry-bar.tsx';
import { SetupForm } from './setup-form.tsx';
import { useLinkToken } from './use-link-token.ts';

type Found =
  | { readonly is: 'asking' }
  | { readonly is: 'open'; readonly progress: Answer<'setup.read'> }
  | { readonly is: 'gone' }
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly error: unknown };

function nameFailure(error: unknown): Found {
  const code = error instanceof ApiProblem ? error.code : null;
  if (code === 'setup.done') return { is: 'done' };
  if (code === 'link.refused' || code === 'request.invalid') return { is: 'gone' };
  return { is: 'failed', error };
}

function Closed({ is }: { readonly is: 'gone' | 'done' }) {
  const { t } = useTranslation('setup');
  return (
    <PageHead
      title={t('title')}
      lede={t(`${is}.lede`)}
      actions={
        is === 'done' && (
          <ButtonLink kind="primary" icon="key" href="/sign-in">
            {t('done.sign-in')}
          </ButtonLink>
        )
      }
    >
      {t(`${is}.statement`)}
    </PageHead>
  );
}

export default function Setup() {
  const { t } = useTranslation('setup');
  const link = useLinkToken();
  const [found, setFound] = useState<Found>({ is: 'asking' });
  const ask = useCallback(
    (signal?: AbortSignal) => {
      if (link === '') return setFound({ is: 'gone' });
      setFound({ is: 'asking' });
      call('setup.read', { body: { link }, ...(signal ? { signal } : {}) }).then(
        (progress) => setFound({ is: 'open', progress }),
        (error: unknown) => {
          if (!signal?.aborted) setFound(nameFailure(error));
        },
      );
    },
    [link],
  );
  useEffect(() => {
    const leaving = new AbortController();
    ask(leaving.signal);
    return () => leaving.abort();
  }, [ask]);
  return (
    <Frame bar={<EntryBar />} width={found.is === 'open' ? 'page' : 'narrow'}>
      {found.is === 'asking' && <Ghost what={t('fetching')} lines={6} />}
      {found.is === 'failed' && (
        <FailedPage title={t('title')} statement={t('failed')} error={found.error} onRetry={() => ask()} />
      )}
      {(found.is === 'gone' || found.is === 'done') && <Closed is={found.is} />}
      {found.is === 'open' && (
        <SetupForm
          link={link}
          progress={found.progress}
          onProgress={(progress) => setFound({ is: 'open', progress })}
          onClosed={(error) => setFound(nameFailure(error))}
        />
      )}
    </Frame>
  );
}
