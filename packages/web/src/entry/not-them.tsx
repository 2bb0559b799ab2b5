// "This is not them": the page behind the link of a recovery contact's mail. Opening it changes nothing; its button acts
// once a case, and can only hold that one recovery up.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { Pair, Pairs } from '../look/pairs.tsx';
import { useTimes } from '../words/use-times.ts';
import { isGone, type Linked, LinkedFrame, useLinked } from './linked.tsx';
import { Trouble } from './trouble.tsx';

type Ask = Answer<'contact.read-ask'>;
type Found =
  | { readonly is: 'open'; readonly ask: Ask }
  | { readonly is: 'said'; readonly answer: Answer<'contact.not-them'>; readonly name: string }
  | { readonly is: 'used' | 'ended' };

async function read(link: string, signal?: AbortSignal): Promise<Linked<Found>> {
  const ask = await call('contact.read-ask', { body: { link }, ...(signal ? { signal } : {}) });
  if (ask.used) return { is: 'used' };
  return ask.state === 'waiting' || ask.state === 'ripe' ? { is: 'open', ask } : { is: 'ended' };
}

function Open({ ask, onSay }: { readonly ask: Ask; readonly onSay: () => Promise<void> }) {
  const { t } = useTranslation('not-them');
  const times = useTimes();
  const { busy, failure, run } = useAttempt();
  const { name, caseNumber, startedAt, ripensAt, state } = ask;
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
        <Button kind="primary" busy={busy} onClick={() => void run(onSay)}>
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
  const { link, found, setFound, retry } = useLinked(read);
  const say = (name: string) => async () => {
    try {
      setFound({ is: 'said', answer: await call('contact.not-them', { body: { link } }), name });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'recovery.ended') setFound({ is: 'ended' });
      else if (isGone(error)) setFound({ is: 'used' });
      else throw error;
    }
  };
  const words = { title: t('title'), fetching: t('fetching'), failed: t('failed'), still: t('failed.still') };
  return (
    <LinkedFrame found={found} retry={retry} words={words}>
      {found.is === 'open' && <Open ask={found.ask} onSay={say(found.ask.name)} />}
      {found.is === 'said' && <Said answer={found.answer} name={found.name} />}
      {(found.is === 'used' || found.is === 'ended' || found.is === 'gone') && <Closed is={found.is} />}
    </LinkedFrame>
  );
}
