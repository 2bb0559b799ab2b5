// Overview: am I safe, what is coming, who is in, what happened lately.
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ButtonLink } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { Events } from '../../look/events.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { Failed, Ghost } from '../../look/waiting.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { EventLine } from '../activity/event-line.tsx';
import { HoldRow } from '../hold/hold-row.tsx';
import { Loaded } from '../loaded.tsx';
import { Nag, ReadyLine } from '../readiness.tsx';
import { useRead } from '../use-read.ts';
import { AskedOfMe } from './asked-of-me.tsx';
import { Protects } from './protects.tsx';

const LATELY = 3;

export default function Overview() {
  const { t } = useTranslation(['overview', 'readiness', 'activity', 'holds', 'numbers']);
  const account = useRead('account.read');
  return (
    <Loaded from={account} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {(data) => (
        <>
          {data.tier === 'standard' ? <StandardHead account={data} /> : <ProtectedHead account={data} />}
          <AskedOfMe />
          {data.recovery && !isRecovered(data) && <Nag readiness={data.recovery.readiness} />}
          <BackupCodesNag codes={data.backupCodes} />
          <WillHappen account={data} />
          <Protects account={data} />
          <WhoIsIn count={data.sessionsLive} />
          <Lately />
        </>
      )}
    </Loaded>
  );
}

/** Somebody recovers the account: nothing else is as urgent. */
const isRecovered = ({ holds }: Account): boolean => holds.some((hold) => hold.kind === 'recovery');

/** Few or no codes are left; where there never were any, nothing is missed. */
function BackupCodesNag({ codes }: { readonly codes: Account['backupCodes'] }) {
  const { t } = useTranslation('overview');
  if (!codes?.nag) return null;
  return (
    <div className="under-6">
      <Callout
        tone="wait"
        point={t('codes.left', { count: codes.left })}
        actions={
          <ButtonLink small href="/account">
            {t('codes.do')}
          </ButtonLink>
        }
      >
        {t('codes.what')}
      </Callout>
    </div>
  );
}

function ProtectedHead({ account }: { readonly account: Account }) {
  const { t } = useTranslation('overview');
  const times = useTimes();
  const { tier, holds } = account;
  const leaving = holds.find((hold) => hold.kind === 'protection.leave');
  // What one proof began does not happen by itself: the account is as protected as before.
  const leavesAt = leaving && leaving.secondTouch === null ? leaving.ripensAt : null;
  if (isRecovered(account)) {
    return (
      <PageHead
        eyebrow={t('title')}
        title={t('title')}
        lede={t('lede.recovery')}
        actions={
          <ButtonLink kind="primary" href="/case">
            {t('see-case')}
          </ButtonLink>
        }
      >
        {t('statement.recovery')}
      </PageHead>
    );
  }
  return (
    <PageHead
      eyebrow={t('title')}
      title={t('title')}
      lede={
        account.settlesAt !== null
          ? t('lede.settles', { when: times.fully(account.settlesAt) })
          : leavesAt !== null
            ? t('lede.leaves')
            : t(leaving ? 'lede.leaving' : tier === 'hardware' ? 'lede.hardware' : 'lede.advanced')
      }
      actions={
        account.unmet.length > 0 ? (
          <Unmet account={account} />
        ) : (
          account.recovery && <ReadyLine readiness={account.recovery.readiness} />
        )
      }
    >
      {leavesAt === null ? t('statement.protected') : t('statement.leaves', { when: times.fully(leavesAt) })}
    </PageHead>
  );
}

function StandardHead({ account }: { readonly account: Account }) {
  const { t } = useTranslation('overview');
  const { keys, password, enrolmentStarted, unmet } = account;
  const opens = keys.length === 0 ? 'password' : password === null ? 'keys' : 'both';
  return (
    <>
      <PageHead
        eyebrow={t('title')}
        title={t('title')}
        lede={t(opens === 'keys' ? 'lede.keys' : 'lede.password')}
        actions={
          <>
            <ButtonLink kind="primary" href="/protect">
              {t(enrolmentStarted ? 'protect.continue' : 'protect')}
            </ButtonLink>
            <p className="small quiet">{t(enrolmentStarted ? 'protect.kept' : 'protect.span')}</p>
          </>
        }
      >
        {t(`statement.${opens}`)}
      </PageHead>
      {unmet.length > 0 && (
        <div className="under-6">
          <Unmet account={account} />
        </div>
      )}
    </>
  );
}

function Unmet({ account }: { readonly account: Account }) {
  const { t } = useTranslation('overview');
  return (
    <Callout tone="wait" point={t('unmet')}>
      {account.unmet.map((requirement) => t(`unmet.${requirement}`)).join(' ')}
    </Callout>
  );
}

function WillHappen({ account }: { readonly account: Account }) {
  const { t } = useTranslation('overview');
  const times = useTimes();
  const { holds, keys, probationUntil } = account;
  const newKeys = keys.filter((key) => key.stage === 'new' || key.stage === 'first-day');
  if (holds.length === 0 && newKeys.length === 0 && probationUntil === null) return null;
  return (
    <Ledger name={t('will-happen')} note={holds.length > 0 && t('will-happen.holds')}>
      <Rows>
        {holds.map((hold) => (
          <HoldRow key={hold.id} hold={hold} />
        ))}
        {probationUntil !== null && (
          <Row name={t('probation')} marks={<Status mark="wait">{t('probation.state')}</Status>}>
            {t('probation.what', { when: opening(times.at(probationUntil)) })}
          </Row>
        )}
        {newKeys.map((key) => (
          <Row
            key={key.id}
            name={t('new-key', { key: key.nickname })}
            marks={<Status mark="wait">{t('new-key.state')}</Status>}
            end={
              <ButtonLink small href="/keys">
                {t('see-keys')}
              </ButtonLink>
            }
          >
            {t('new-key.what', { day: times.day(key.trustedAt) })}
          </Row>
        ))}
      </Rows>
      {holds.length > 0 && (
        <p className="top-5">
          <Link href="/holds">{t('will-happen.all')}</Link>
        </p>
      )}
    </Ledger>
  );
}

function WhoIsIn({ count }: { readonly count: number }) {
  const { t } = useTranslation('overview');
  const counts = useCounts();
  const number = counts.count(count);
  return (
    <Ledger name={t('who-is-in')}>
      <p>{count === 1 ? t('who.one') : t('who.many', { number: opening(number) })}</p>
      <div className="actions top-4">
        <ButtonLink href="/sessions">
          {count === 1 ? t('who.see.one') : count === 2 ? t('who.see.both') : t('who.see.many', { number })}
        </ButtonLink>
      </div>
    </Ledger>
  );
}

function Lately() {
  const { t } = useTranslation('overview');
  const times = useTimes();
  const activity = useRead('activity.list');
  const events = activity.data?.events.slice(0, LATELY);
  return (
    <Ledger name={t('lately')}>
      {!events && activity.error && (
        <Failed point={t('lately.failed')} error={activity.error} onRetry={() => void activity.refetch()} />
      )}
      {!events && !activity.error && <Ghost what={t('lately')} />}
      {events?.length === 0 && <p className="quiet">{t('lately.empty')}</p>}
      {events && events.length > 0 && (
        <Events>
          {events.map((event) => (
            <EventLine key={event.id} event={event} time={times.brief(event.at)} />
          ))}
        </Events>
      )}
      <p className="top-5">
        <Link href="/activity">{t('lately.all')}</Link>
      </p>
    </Ledger>
  );
}
