// "This wasn't me": the page behind an alert's link. Opening it changes nothing; its button acts, once, and only takes away.
import type { Answer } from '@holdfast/contract';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { now } from '../clock.ts';
import { ButtonLink } from '../look/button.tsx';
import { FailedPage } from '../look/failed-page.tsx';
import { Frame } from '../look/frame.tsx';
import { PageHead } from '../look/heading.tsx';
import { Ghost } from '../look/waiting.tsx';
import { EntryBar } from './entry-bar.tsx';
import { NotMeAsk } from './not-me-ask.tsx';
import { LockedDone, NotMeDone } from './not-me-done.tsx';
import { useLinkToken } from './use-link-token.ts';

type Found =
  | { readonly is: 'asking' }
  | { readonly is: 'open'; readonly alert: Answer<'alert.read'> }
  | { readonly is: 'mine' }
  | { readonly is: 'used' }
  | { readonly is: 'gone' }
  | { readonly is: 'stopped'; readonly answer: Answer<'alert.disown'>; readonly at: number }
  | { readonly is: 'locked'; readonly answer: Answer<'alert.lock'>; readonly at: number }
  | { readonly is: 'failed'; readonly error: unknown };

const isGone = (error: unknown) =>
  error instanceof ApiProblem && (error.code === 'link.refused' || error.code === 'request.invalid');

function Closed({ is }: { readonly is: 'mine' | 'used' | 'gone' }) {
  const { t } = useTranslation('not-me');
  return (
    <PageHead
      key={is}
      title={t(`${is}.title`)}
      lede={t(`${is}.lede`)}
      actions={is !== 'mine' && <ButtonLink href="/sign-in">{t('sign-in.password')}</ButtonLink>}
    >
      {t(`${is}.statement`)}
    </PageHead>
  );
}

export default function NotMe() {
  const { t } = useTranslation('not-me');
  const link = useLinkToken();
  const [found, setFound] = useState<Found>({ is: 'asking' });
  const ask = useCallback(
    (signal?: AbortSignal) => {
      if (link === '') return setFound({ is: 'gone' });
      setFound({ is: 'asking' });
      call('alert.read', { body: { link }, ...(signal ? { signal } : {}) }).then(
        (alert) => setFound(alert.used ? { is: 'used' } : { is: 'open', alert }),
        (error: unknown) => {
          if (!signal?.aborted) setFound(isGone(error) ? { is: 'gone' } : { is: 'failed', error });
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
  const stop = async () => {
    try {
      const answer = await call('alert.disown', { body: { link } });
      setFound({ is: 'stopped', answer, at: now() });
    } catch (error) {
      // Spent meanwhile in another window: the account is stopped all the same.
      if (!isGone(error)) throw error;
      setFound({ is: 'used' });
    }
  };
  const lock = async () => {
    const answer = await call('alert.lock', { body: { link } });
    setFound({ is: 'locked', answer, at: now() });
  };
  return (
    <Frame bar={<EntryBar />} width="narrow" places={found.is === 'open'}>
      {found.is === 'asking' && <Ghost what={t('fetching')} lines={6} />}
      {found.is === 'failed' && (
        <FailedPage
          title={t('title')}
          statement={t('failed')}
          still={t('failed.still')}
          error={found.error}
          onRetry={() => ask()}
        />
      )}
      {found.is === 'open' && (
        <NotMeAsk alert={found.alert} onStop={stop} onLock={lock} onMine={() => setFound({ is: 'mine' })} />
      )}
      {found.is === 'locked' && <LockedDone answer={found.answer} at={found.at} />}
      {found.is === 'stopped' && <NotMeDone answer={found.answer} at={found.at} />}
      {(found.is === 'mine' || found.is === 'used' || found.is === 'gone') && <Closed is={found.is} />}
    </Frame>
  );
}
