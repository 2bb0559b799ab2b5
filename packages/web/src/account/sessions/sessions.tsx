// Sessions: who is in, and throwing them out.
import type { Answer } from '@holdfast/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { now } from '../../clock.ts';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status, Tag } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { Failed } from '../../look/waiting.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { focusHeading } from '../focus-heading.ts';
import { Loaded } from '../loaded.tsx';
import { LockDialog } from '../lock-dialog.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';

type Session = Answer<'session.list'>['sessions'][number];

export default function Sessions() {
  const { t } = useTranslation(['sessions', 'numbers']);
  const list = useRead('session.list');
  return (
    <Loaded from={list} title={t('title')} fetching={t('fetching')} failed={t('failed')} still={t('failed.still')}>
      {({ sessions }) => <SessionsPage sessions={sessions} />}
    </Loaded>
  );
}

function SessionsPage({ sessions }: { readonly sessions: readonly Session[] }) {
  const { t } = useTranslation('sessions');
  const counts = useCounts();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [locking, setLocking] = useState(false);
  const only = sessions.length === 1;
  const endOthers = () =>
    void attempt.run(async () => {
      let { ended, left } = await change('session.end-others');
      // Opened since this browser's last touch: they take another.
      if (left > 0) {
        const rest = await change('session.end-others');
        ended += rest.ended;
        left = rest.left;
      }
      toast(left > 0 ? t('ended.left', { count: left }) : t('ended.others', { count: ended }));
      focusHeading();
    });
  // This browser first; the rest as the server lists them, newest first.
  const ordered = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <PageHead
        eyebrow={t('title')}
        title={t('title')}
        lede={t('lede')}
        actions={
          <>
            {!only && (
              <Button kind="primary" busy={attempt.busy} onClick={endOthers}>
                {t('end-others')}
              </Button>
            )}
            <Button icon="lock" onClick={() => setLocking(true)}>
              {t('lock-now')}
            </Button>
          </>
        }
      >
        {only ? t('statement.one') : t('statement.many', { number: opening(counts.count(sessions.length)) })}
      </PageHead>
      <Failure of={attempt.failure} point={t('end-others.failed')} />
      <Ledger name={t('browsers')} note={t('browsers.note')}>
        <Rows>
          {ordered.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Rows>
      </Ledger>
      <div className="top-6">
        <Callout point={t('unsure')}>{t('unsure.what')}</Callout>
      </div>
      {locking && <LockDialog onClose={() => setLocking(false)} />}
    </>
  );
}

const MINUTE = 60_000;

const ICON = { phone: 'phone', tablet: 'phone', desktop: 'browser' } as const;
const iconOf = (kind: string) => (Object.hasOwn(ICON, kind) ? ICON[kind as keyof typeof ICON] : 'browser');

function SessionRow({ session }: { readonly session: Session }) {
  const { t } = useTranslation('sessions');
  const times = useTimes();
  const protectedCall = useProtectedCall();
  const cache = useQueryClient();
  const toast = useToast();
  const attempt = useAttempt();
  const { id, device, current, place, ip, method, keyName, bound } = session;
  const end = () =>
    void attempt.run(async () => {
      // As seen from here: from the press to the server's word that it is done everywhere.
      const start = now();
      await protectedCall('session.end', { params: { sessionId: id } });
      const seconds = ((now() - start) / 1000).toFixed(1);
      toast(seconds === '0.0' ? t('ended.at-once', { device }) : t('ended', { device, seconds }));
      await cache.invalidateQueries();
      focusHeading();
    });
  const lately = now() - session.lastSeenAt < MINUTE;
  const seen = lately ? t('seen-now') : t('seen', { ago: times.ago(session.lastSeenAt) });
  return (
    <Row
      icon={iconOf(session.deviceKind)}
      name={device}
      marks={
        <>
          {current && <Tag>{t('current')}</Tag>}
          <Status mark={bound ? 'bound' : 'loose'}>{t(bound ? 'bound' : 'not-bound')}</Status>
        </>
      }
      facts={[place ? place.country : ip, keyName ?? t(`method.${method}`), current ? t('active-now') : seen]}
      end={
        !current && (
          <Button small object={device} busy={attempt.busy} onClick={end}>
            {t('end')}
          </Button>
        )
      }
      below={attempt.failure !== null && <Failed point={t('end.failed', { device })} error={attempt.failure} />}
    >
      {t('signed', {
        at: times.at(session.createdAt),
        idle: times.span(session.idleSecondsMax),
        end: times.at(session.endsAt),
      })}
    </Row>
  );
}
