// Recovery: how ready the account is for the day when every key is lost, the drill, and new recovery keys.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { usePlatform } from '../../platform.tsx';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useReadySpan } from '../hold/use-pacing.ts';
import { Loaded } from '../loaded.tsx';
import type { Made } from '../protect/enrolment-answer.ts';
import { ReadyLine } from '../readiness.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';
import { Practise } from './practise.tsx';
import { Replacing } from './replacing.tsx';
import { Wait } from './wait.tsx';

type Arrangements = NonNullable<Account['recovery']>;

export default function Recovery() {
  const { t } = useTranslation(['recovery', 'readiness', 'protect', 'numbers', 'holds']);
  const account = useRead('account.read');
  const [slips, setSlips] = useState<Made | null>(null);
  return (
    <Loaded from={account} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {(data) => {
        if (!data.recovery) return <NoneYet account={data} />;
        if (slips) return <Replacing slips={slips} onEnd={() => setSlips(null)} />;
        const underWay = data.holds.some((hold) => hold.kind === 'recovery');
        return <RecoveryPage account={data} recovery={data.recovery} underWay={underWay} onSlips={setSlips} />;
      }}
    </Loaded>
  );
}

function NoneYet({ account }: { readonly account: Account }) {
  const { t } = useTranslation('recovery');
  return (
    <PageHead
      eyebrow={t('title')}
      title={t('title')}
      lede={t('lede.standard')}
      actions={
        <ButtonLink kind="primary" href="/protect">
          {t(account.enrolmentStarted ? 'protect.continue' : 'protect')}
        </ButtonLink>
      }
    >
      {t('statement.standard')}
    </PageHead>
  );
}

interface RecoveryPageProps {
  readonly account: Account;
  readonly recovery: Arrangements;
  /** Somebody has begun a recovery that waits, or that could be completed. */
  readonly underWay: boolean;
  readonly onSlips: (slips: Made) => void;
}

function RecoveryPage({ account, recovery, underWay, onSlips }: RecoveryPageProps) {
  const { t } = useTranslation(['recovery', 'readiness']);
  const times = useTimes();
  const { readiness, waitHours, recoveryKeys } = recovery;
  const { nag } = readiness;
  const span = times.span(waitHours * 3600);
  const fewLeft = nag === 'none-left' || nag === 'one-left';
  return (
    <>
      <PageHead
        eyebrow={t('title')}
        title={t('title')}
        lede={nag === null ? t('lede.ready', { span }) : t(`readiness:nag.${nag}.what`)}
        actions={<ReadyLine readiness={readiness} />}
      >
        {nag === null ? t('statement.ready') : t(`readiness:nag.${nag}`)}
      </PageHead>
      {underWay && (
        <div className="under-6">
          <Callout
            tone="wait"
            point={t('under-way')}
            actions={
              <ButtonLink small href="/case">
                {t('under-way.see')}
              </ButtonLink>
            }
          >
            {t('under-way.what')}
          </Callout>
        </div>
      )}
      {fewLeft && <Replace urgent account={account} onSlips={onSlips} />}
      <Papers keys={recoveryKeys} />
      {readiness.recoveryKeys > 0 && <Practise urgent={!fewLeft} />}
      {!fewLeft && <Replace urgent={false} account={account} onSlips={onSlips} />}
      <Wait account={account} waitHours={waitHours} />
      <Contacts />
      <HowItGoes span={span} />
    </>
  );
}

function Contacts() {
  const { t } = useTranslation('recovery');
  return (
    <Ledger name={t('contacts')} note={t('contacts.note')}>
      <p className="prose">{t('contacts.what')}</p>
      <div className="actions top-4">
        <ButtonLink href="/contacts">{t('contacts.go')}</ButtonLink>
      </div>
    </Ledger>
  );
}

function State({ proved, isVoid }: { readonly proved: boolean; readonly isVoid: boolean }) {
  const { t } = useTranslation('recovery');
  if (isVoid) return <Status mark="ended">{t('key.void')}</Status>;
  return proved ? <Status mark="held">{t('key.proved')}</Status> : <Status mark="open">{t('key.unproved')}</Status>;
}

function Papers({ keys }: { readonly keys: Arrangements['recoveryKeys'] }) {
  const { t } = useTranslation('recovery');
  const times = useTimes();
  return (
    <Ledger name={t('yours')} note={t('yours.note')}>
      <Rows>
        {keys.map(({ ordinal, madeAt, provedAt, spentAt }) => (
          <Row
            key={ordinal}
            icon="paper"
            name={t('key.name', { ordinal })}
            marks={<State proved={provedAt !== null} isVoid={spentAt !== null} />}
          >
            {t('key.made', { when: times.lately(madeAt) })}{' '}
            {spentAt !== null
              ? t('key.void-at', { when: times.lately(spentAt) })
              : provedAt !== null && t('key.proved-at', { when: times.lately(provedAt) })}
          </Row>
        ))}
      </Rows>
    </Ledger>
  );
}

function HowItGoes({ span }: { readonly span: string }) {
  const { t } = useTranslation('recovery');
  const { host } = usePlatform();
  return (
    <Ledger name={t('how')} note={t('how.note')}>
      <Pairs>
        <Pair name={t('how.first')}>
          {t('how.first.what')} <Link href="/recover">{`${host}/recover`}</Link>
        </Pair>
        <Pair name={t('how.then')}>{t('how.then.what', { span })}</Pair>
        <Pair name={t('how.end')}>{t('how.end.what')}</Pair>
      </Pairs>
    </Ledger>
  );
}

interface ReplaceProps extends Pick<RecoveryPageProps, 'account' | 'onSlips'> {
  readonly urgent: boolean;
}

function Replace({ account, urgent, onSlips }: ReplaceProps) {
  const { t } = useTranslation(['recovery', 'holds']);
  const span = useReadySpan(account, 'recovery-key.replace');
  const hold = account.holds.find(({ kind }) => kind === 'recovery-key.replace');
  const change = useChange();
  const making = useAttempt();
  const toast = useToast();
  const make = () =>
    void making.run(async () => {
      onSlips(await change('recovery-key.make'));
      // What was said of an earlier pair is not true of this one.
      toast('');
    });
  if (hold) {
    return (
      <Ledger name={t('replace')} note={t('new.waits')}>
        <HoldBox hold={hold} urgent={false} />
      </Ledger>
    );
  }
  return (
    <Ledger name={t('replace')} note={t('replace.note')}>
      <p className="prose">{t('replace.what', { span })}</p>
      <div className="actions top-4">
        <Button kind={urgent ? 'primary' : undefined} busy={making.busy} onClick={make}>
          {t('replace.do')}
        </Button>
      </div>
      <Failure of={making.failure} point={t('replace.failed')} />
    </Ledger>
  );
}
