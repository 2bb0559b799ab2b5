// Notifications as a section of the page of alerts: which browsers are told, and turning this one on or off.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { type Mark, Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { Empty, Failed, Ghost } from '../../look/waiting.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { Failure } from '../failure.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';
import { canPush, isBlocked, PushFailure, subscribeHere, unsubscribeHere } from './browser-push.ts';

type Browser = Answer<'push.list'>['browsers'][number];

export function Notifications() {
  const { t } = useTranslation('push');
  const list = useRead('push.list');
  const { data, error } = list;
  const browsers = data?.browsers ?? [];
  const isOn = browsers.some(({ thisBrowser, state }) => thisBrowser && state === 'live');
  return (
    <Ledger name={t('notifications')} note={t('note')}>
      {!data && !error && <Ghost what={t('fetching')} lines={2} />}
      {!data && error && (
        <Failed point={t('failed')} still={t('failed.still')} error={error} onRetry={() => void list.refetch()} />
      )}
      {data && browsers.length === 0 && <Empty point={t('none')}>{t('none.what')}</Empty>}
      {browsers.length > 0 && (
        <Rows>
          {browsers.map((browser) => (
            <BrowserRow key={browser.id} browser={browser} />
          ))}
        </Rows>
      )}
      {data && !isOn && <TurnOn />}
    </Ledger>
  );
}

function TurnOn() {
  const { t } = useTranslation('push');
  const toast = useToast();
  const change = useChange();
  const call = useProtectedCall();
  const attempt = useAttempt();
  const [said, setSaid] = useState<PushFailure['kind'] | null>(isBlocked() ? 'denied' : null);
  if (!canPush()) return <p className="prose top-4">{t('cannot')}</p>;
  const turnOn = () =>
    void attempt.run(async () => {
      setSaid(null);
      try {
        const body = await subscribeHere(async () => (await call('push.public-key')).publicKey);
        await change('push.subscribe', { body });
        toast(t('on.done'));
      } catch (error) {
        if (!(error instanceof PushFailure)) throw error;
        setSaid(error.kind);
      }
    });
  return (
    <>
      <p className="prose top-4">{t('on.what')}</p>
      <div className="actions top-4">
        <Button icon="plus" busy={attempt.busy} onClick={turnOn}>
          {t('on')}
        </Button>
      </div>
      <div role="status">{said !== null && <p className="prose top-4">{t(`on.${said}`)}</p>}</div>
      <Failure of={attempt.failure} point={t('on.failed')} />
    </>
  );
}

const MARK = { on: 'held', failing: 'needs', gone: 'ended' } as const satisfies Record<string, Mark>;

const stateOf = ({ state, failingSince }: Browser) =>
  state !== 'live' ? 'gone' : failingSince === null ? 'on' : 'failing';

function BrowserRow({ browser }: { readonly browser: Browser }) {
  const { t } = useTranslation('push');
  const times = useTimes();
  const toast = useToast();
  const sayBegun = useBegunWords();
  const askForSecond = useSecondProof();
  const change = useChange();
  const attempt = useAttempt();
  const [asking, setAsking] = useState(false);
  const { id, name, thisBrowser, lastOkAt, failingSince, lastError } = browser;
  const state = stateOf(browser);
  const test = () =>
    void attempt.run(async () => {
      await change('push.test', { params: { channelId: id } });
      toast(t('test.done', { name }));
    });
  const turnOff = async () => {
    if (!(await askForSecond({ kind: 'channel.stop', what: t('off.confirms', { name }) }))) return;
    const { hold } = await change('push.unsubscribe', { params: { channelId: id } });
    // Until it is done this browser is told as before.
    if (thisBrowser && !hold) await unsubscribeHere();
    toast(hold ? `${t('off.begun', { name })} ${sayBegun(hold)}` : t('off.done', { name }));
  };
  return (
    <>
      <Row
        name={thisBrowser ? t('this', { name }) : name}
        marks={<Status mark={MARK[state]}>{t(`state.${state}`)}</Status>}
        facts={[lastOkAt === null ? t('sent.never') : t('sent', { ago: times.ago(lastOkAt) })]}
        below={
          <>
            <div className="actions">
              {state !== 'gone' && (
                <Button small object={name} busy={attempt.busy} onClick={test}>
                  {t('test')}
                </Button>
              )}
              <Button small object={name} onClick={() => setAsking(true)}>
                {t('off')}
              </Button>
            </div>
            <Failure of={attempt.failure} point={t('test.failed', { name })} />
          </>
        }
      >
        {state === 'gone' && t('what.gone')}
        {state === 'failing' && t('what.failing', { since: times.lately(failingSince ?? 0), error: lastError ?? '' })}
      </Row>
      {asking && (
        <ConfirmDialog
          title={t('off.title', { name })}
          verb={t('off.do')}
          kind="danger"
          safe={t('off.keep')}
          failed={t('off.failed', { name })}
          act={turnOff}
          onClose={() => setAsking(false)}
        >
          <p>{t('off.what')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
