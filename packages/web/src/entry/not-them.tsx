// "This is not them": the page behind the link of a recovery contact's mail. Opening it changes nothing; its button acts
// once a case, and can only hold that one recovery up.
import type { Answer } from '@holdfast/contract';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { FailedPage } from '../look/failed-page.tsx';
import { Frame } from '../look/frame.tsx';
import { PageHead } from '../look/heading.tsx';
import { Pair, Pairs } from '../look/pairs.tsx';
import { Ghost } from '../look/waiting.tsx';
import { useTimes } from '../words/use-times.ts';
import { EntryBar } from './entry-bar.tsx';
import { Trouble } from './trouble.tsx';
import { useLinkToken } from './use-link-token.ts';

type Ask = Answer<'contact.read-ask'>;
type Found =
  | { readonly is: 'asking' }
  | { readonly is: 'open'; readonly ask: Ask }
  | { readonly is: 'said'; readonly answer: Answer<'contact.not-them'>; readonly name: string }
  | { readonly is: 'used' | 'ended' | 'gone' }
  | { readonly is: 'failed'; readonly error: unknown };

const GONE: readonly string[] = ['link.refused', 'request.invalid'];
const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.code : '');

const foundFor = (ask: Ask): Found => {
  if (ask.used) return { is: 'used' };
  return ask.state === 'waiting' || ask.state === 'ripe' ? { is: 'open', ask } : { is: 'ended' };
};

function Open({ ask, onSay }: { readonly ask: Ask; readonly onSay: () => Promise<void> }) {
  const { t } = useTranslation('not-them');
  const times = useTimes();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { name, caseNumber, startedAt, ripensAt, state } = ask;
  const say = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onSay();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <>
      <PageHead title={t('title')} eyebrow={t('case', { number: caseNumber })} lede={t('lede', { name })}>
        {t('statement', { name })}
      </PageHead>
      <Pairs names="tight">
        <Pair name={t('began')}>{times.fully(startedAt)}</Pair>
        <Pair name={t('opens')}>{state === 'ripe' ? t('opens.over') : times.fully(ripensAt)}</Pair>
      </Pairs>
      <div className="top-6" />
      {failure !== null && <Trouble error={failure} point={t('not-said')} />}
      <div className="actions top-0">
        <Button kind="primary" busy={busy} onClick={say}>
          {t('say', { name })}
        </Button>
        <ButtonLink href="/contacts">{t('approve')}</ButtonLink>
      </div>
      <p className="small quiet top-4">{t(state === 'ripe' ? 'does.ripe' : 'does', { name })}</p>
    </>
  );
}

function Closed({ is }: { readonly is: 'used' | 'ended' | 'gone' }) {
  const { t } = useTranslation('not-them');
  return (
    <PageHead
      key={is}
      title={t('title')}
      lede={t(`${is}.lede`)}
      actions={<ButtonLink href="/contacts">{t('approve')}</ButtonLink>}
    >
      {t(`${is}.statement`)}
    </PageHead>
  );
}

function Said({ answer, name }: { readonly answer: Answer<'contact.not-them'>; readonly name: string }) {
  const { t } = useTranslation('not-them');
  const times = useTimes();
  const { neededUntil } = answer;
  return (
    <PageHead
      key="said"
      title={t('title')}
      lede={neededUntil === null ? t('said.ripe', { name }) : t('said.lede', { name, when: times.fully(neededUntil) })}
    >
      {t('said.statement', { name })}
    </PageHead>
  );
}

export default function NotThem() {
  const { t } = useTranslation('not-them');
  const link = useLinkToken();
  const [found, setFound] = useState<Found>({ is: 'asking' });
  const read = useCallback(
    (signal?: AbortSignal) => {
      if (link === '') return setFound({ is: 'gone' });
      setFound({ is: 'asking' });
      call('contact.read-ask', { body: { link }, ...(signal ? { signal } : {}) }).then(
        (ask) => setFound(foundFor(ask)),
        (error: unknown) => {
          if (!signal?.aborted) setFound(GONE.includes(codeOf(error)) ? { is: 'gone' } : { is: 'failed', error });
        },
      );
    },
    [link],
  );
  useEffect(() => {
    const leaving = new AbortController();
    read(leaving.signal);
    return () => leaving.abort();
  }, [read]);
  const say = (name: string) => async () => {
    try {
      setFound({ is: 'said', answer: await call('contact.not-them', { body: { link } }), name });
    } catch (error) {
      if (codeOf(error) === 'recovery.ended') setFound({ is: 'ended' });
      else if (GONE.includes(codeOf(error))) setFound({ is: 'used' });
      else throw error;
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
          onRetry={() => read()}
        />
      )}
      {found.is === 'open' && <Open ask={found.ask} onSay={say(found.ask.name)} />}
      {found.is === 'said' && <Said answer={found.answer} name={found.name} />}
      {(found.is === 'used' || found.is === 'ended' || found.is === 'gone') && <Closed is={found.is} />}
    </Frame>
  );
}
