// The page behind “Contest this change”: opening it changes nothing; its button acts, once, and only takes away.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { PageHead } from '../look/heading.tsx';
import { Pair, Pairs } from '../look/pairs.tsx';
import { useTimes } from '../words/use-times.ts';
import { isGone, type Linked, LinkedFrame, useLinked } from './linked.tsx';
import { Trouble } from './trouble.tsx';

type Change = Answer<'email.read-contest'>;
type Found = { readonly is: 'open'; readonly change: Change } | { readonly is: 'mine' | 'done' };

async function read(link: string, signal?: AbortSignal): Promise<Linked<Found>> {
  const change = await call('email.read-contest', { body: { link }, ...(signal ? { signal } : {}) });
  return change.contested ? { is: 'done' } : { is: 'open', change };
}

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
  const { link, found, setFound, retry } = useLinked(read);
  const contest = async () => {
    try {
      await call('email.contest', { body: { link } });
      setFound({ is: 'done' });
    } catch (error) {
      if (!isGone(error)) throw error;
      setFound({ is: 'gone' });
    }
  };
  const words = { title: t('title'), fetching: t('fetching'), failed: t('failed'), still: t('failed.still') };
  return (
    <LinkedFrame found={found} retry={retry} words={words}>
      {found.is === 'open' && (
        <Question change={found.change} onContest={contest} onMine={() => setFound({ is: 'mine' })} />
      )}
      {(found.is === 'mine' || found.is === 'done' || found.is === 'gone') && <Closed is={found.is} />}
    </LinkedFrame>
  );
}
