// The page behind “Contest this change”: opening it changes nothing; its button acts, once, and only takes away.
import type { Answer } from '@holdfast/contract';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { FailedPage } from '../look/failed-page.tsx';
import { Frame } from '../look/frame.tsx';
import { PageHead } from '../look/heading.tsx';
import { Pair, Pairs } from '../look/pairs.tsx';
import { Ghost } from '../look/waiting.tsx';
import { useTimes } from '../words/use-times.ts';
import { EntryBar } from './entry-bar.tsx';
import { Trouble } from './trouble.tsx';
import { useLinkToken } from './use-link-token.ts';

type Change = Answer<'email.read-contest'>;
type Found =
  | { readonly is: 'asking' }
  | { readonly is: 'open'; readonly change: Change }
  | { readonly is: 'mine' | 'done' | 'gone' }
  | { readonly is: 'failed'; readonly error: unknown };

const isGone = (error: unknown) =>
  error instanceof ApiProblem && (error.code === 'link.refused' || error.code === 'request.invalid');

interface QuestionProps {
  readonly change: Change;
  readonly onContest: () => Promise<void>;
  readonly onMine: () => void;
}

function Question({ change, onContest, onMine }: QuestionProps) {
  const { t } = useTranslation('contest');
  const times = useTimes();
  const attempt = useAttempt();
  return (
    <>
      <PageHead title={t('title')} lede={t('lede')}>
        {t('statement', { when: times.lately(change.changedAt) })}
      </PageHead>
      <Pairs names="tight">
        <Pair name={t('from')}>{change.from}</Pair>
        <Pair name={t('to')}>{change.to}</Pair>
        <Pair name={t('until')}>{times.fully(change.until)}</Pair>
      </Pairs>
      <div className="top-6" />
      {attempt.failure !== null && <Trouble error={attempt.failure} point={t('not-done')} />}
      <div className="actions top-0">
        <Button kind="primary" busy={attempt.busy} onClick={() => void attempt.run(onContest)}>
          {t('do')}
        </Button>
        <Button kind="plain" onClick={onMine}>
          {t('mine')}
        </Button>
      </div>
      <div className="top-6">
        <Callout point={t('does.point')}>{t('does')}</Callout>
      </div>
    </>
  );
}

function Closed({ is }: { readonly is: 'mine' | 'done' | 'gone' }) {
  const { t } = useTranslation('contest');
  return (
    <PageHead
      key={is}
      title={t('title')}
      lede={t(`${is}.lede`)}
      actions={is === 'done' && <ButtonLink href="/sign-in">{t('done.sign-in')}</ButtonLink>}
    >
      {t(`${is}.statement`)}
    </PageHead>
  );
}

export default function Contest() {
  const { t } = useTranslation('contest');
  const link = useLinkToken();
  const [found, setFound] = useState<Found>({ is: 'asking' });
  const ask = useCallback(
    (signal?: AbortSignal) => {
      if (link === '') return setFound({ is: 'gone' });
      setFound({ is: 'asking' });
      call('email.read-contest', { body: { link }, ...(signal ? { signal } : {}) }).then(
        (change) => setFound(change.contested ? { is: 'done' } : { is: 'open', change }),
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
  const contest = async () => {
    try {
      await call('email.contest', { body: { link } });
      setFound({ is: 'done' });
    } catch (error) {
      if (!isGone(error)) throw error;
      setFound({ is: 'gone' });
    }
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
        <Question change={found.change} onContest={contest} onMine={() => setFound({ is: 'mine' })} />
      )}
      {(found.is === 'mine' || found.is === 'done' || found.is === 'gone') && <Closed is={found.is} />}
    </Frame>
  );
}
