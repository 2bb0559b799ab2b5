// Privacy: whether what the holder writes may be used for training, since when, what leaving protection would mean, and
// deleting the account.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { useToast } from '../../look/toast.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { both, Loaded } from '../loaded.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';
import { DeleteAccount } from './delete-account.tsx';
import { HeldData } from './held-data.tsx';
import { Kept } from './kept.tsx';
import { type Span, spans } from './spans.ts';

type Training = Answer<'training.read'>;

export default function Privacy() {
  const { t } = useTranslation(['privacy', 'holds', 'numbers']);
  const training = useRead('training.read');
  const account = useRead('account.read');
  return (
    <Loaded
      from={both(training, account)}
      title={t('title')}
      fetching={t('fetching')}
      failed={t('failed')}
      still={t('failed.still')}
    >
      {([data, held]) => (
        <>
          <PrivacyPage training={data} isProtected={held.tier !== 'standard'} />
          <HeldData account={held} />
          <Kept />
          <DeleteAccount account={held} />
        </>
      )}
    </Loaded>
  );
}

interface PrivacyPageProps {
  readonly training: Training;
  readonly isProtected: boolean;
}

function PrivacyPage({ training, isProtected }: PrivacyPageProps) {
  const { t } = useTranslation('privacy');
  const times = useTimes();
  const { excludedSince, optedOut } = training;
  const since = excludedSince === null ? null : times.lately(excludedSince);
  const why = isProtected ? t('lede.protected') : t('lede.opted-out');
  return (
    <>
      <PageHead
        eyebrow={t('title')}
        title={t('title')}
        lede={since === null ? t('lede.included') : `${t('since', { when: since })} ${why}`}
      >
        {since === null ? t('statement.included') : t('statement.excluded')}
      </PageHead>
      <Record training={training} />
      {isProtected && (
        <Ledger name={t('leave')}>
          <p className="prose">
            {t('leave.written-meanwhile')} {optedOut ? t('leave.opted-out') : t('leave.else')}
          </p>
        </Ledger>
      )}
      <Wish training={training} isProtected={isProtected} />
    </>
  );
}

/** The intervals one after the other, in words: a picture of them would say less. */
function Record({ training }: { readonly training: Training }) {
  const { t } = useTranslation('privacy');
  const times = useTimes();
  const exactly = (at: number) => `${times.day(at)}, ${times.clockSeconds(at)}`;
  const named = ({ from, until }: Span, index: number) => {
    if (until === null) return t('span.now', { from: exactly(from) });
    return index === 0
      ? t('span.first', { until: exactly(until) })
      : t('span', { from: exactly(from), until: exactly(until) });
  };
  return (
    <Ledger name={t('record')} note={t('record.note')}>
      <Pairs names="dated">
        {spans(training).map((span, index) => (
          <Pair key={span.from} name={named(span, index)}>
            {t(
              span.excluded
                ? 'written.excluded'
                : training.excludedSince === null
                  ? 'written.included'
                  : 'written.covered',
            )}
          </Pair>
        ))}
      </Pairs>
    </Ledger>
  );
}

function Wish({ training, isProtected }: PrivacyPageProps) {
  const { t } = useTranslation('privacy');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const { optedOut } = training;
  const set = () =>
    void attempt.run(async () => {
      await change(optedOut ? 'training.opt-in' : 'training.opt-out', { body: {} });
      toast(t(optedOut ? 'wish.taken-back' : 'wish.made'));
    });
  return (
    <Ledger name={t('wish')}>
      <p className="prose">
        {optedOut ? t('wish.is-out') : t(isProtected ? 'wish.what.protected' : 'wish.what.standard')}
      </p>
      <Failure of={attempt.failure} point={t('wish.failed')} />
      <div className="actions top-4">
        <Button onClick={set} busy={attempt.busy}>
          {t(optedOut ? 'wish.take-back' : 'wish.make')}
        </Button>
      </div>
    </Ledger>
  );
}
