// "Second key or recovery key at hand?": two proofs finish at once, or without a further touch, what one only begins.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../account/account-answer.ts';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { Button } from '../look/button.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Touches } from '../look/touches.tsx';
import { Failed, Ghost } from '../look/waiting.tsx';
import { authenticate, stopWaiting } from '../webauthn.ts';
import { useExplain } from '../words/use-explain.ts';
import { useTimes } from '../words/use-times.ts';
import { RecoveryKeyBeside } from './recovery-key-beside.tsx';
import type { SecondWanted } from './second-proof-context.tsx';
import { useProtectedCall } from './step-up-context.tsx';

interface SecondProofDialogProps {
  readonly wanted: SecondWanted;
  /** True: go on, with two proofs or with one. */
  readonly onEnd: (goOn: boolean) => void;
}

/** What could stand beside the first proof, or null while it is not known. */
function useSeconds(kind: SecondWanted['kind']) {
  const account = useQuery({
    queryKey: ['account.read', null],
    queryFn: ({ signal }) => call('account.read', { signal }),
    // Which key was just used is known since a moment ago.
    refetchOnMount: 'always',
  });
  if (!account.data) return { account, seconds: null };
  const { keys, recovery, slow, tier, freshKeyId } = account.data;
  const trusted = keys.filter(({ stage }) => stage === 'trusted');
  return {
    account,
    seconds: {
      keys: trusted.length > 1 ? trusted.filter(({ id }) => id !== freshKeyId).map(({ nickname }) => nickname) : [],
      recoveryKey: (recovery?.readiness.recoveryKeys ?? 0) > 0,
      pacing: slow.find((one) => one.kind === kind) ?? null,
      firstIsKnown: trusted.some(({ id }) => id === freshKeyId),
      isStandard: tier === 'standard',
    },
  };
}

export function SecondProofDialog({ wanted, onEnd }: SecondProofDialogProps) {
  const { t } = useTranslation(['step-up', 'shared']);
  const { account, seconds } = useSeconds(wanted.kind);
  const none = seconds !== null && seconds.keys.length === 0 && !seconds.recoveryKey;
  useEffect(() => {
    if (none) onEnd(true);
  }, [none, onEnd]);
  if (none) return null;
  if (!seconds) {
    return (
      <Dialog title={t('second.title')} safe={t('cancel')} onClose={() => onEnd(false)}>
        {account.error ? (
          <div className="top-4">
            <Failed point={t('shared:page.failed')} error={account.error} onRetry={() => void account.refetch()} />
          </div>
        ) : (
          <Ghost what={t('shared:fetching')} lines={2} />
        )}
      </Dialog>
    );
  }
  return <Asking wanted={wanted} seconds={seconds} onEnd={onEnd} />;
}

interface AskingProps extends SecondProofDialogProps {
  readonly seconds: {
    readonly keys: readonly string[];
    readonly recoveryKey: boolean;
    readonly pacing: Account['slow'][number] | null;
    /** The key that was just used is not among `keys`. */
    readonly firstIsKnown: boolean;
    readonly isStandard: boolean;
  };
}

/** "With two it is done now. …": how it goes with two proofs, and how with one. */
function How({ seconds: { pacing, isStandard } }: Pick<AskingProps, 'seconds'>) {
  const { t } = useTranslation('step-up');
  const times = useTimes();
  if (!pacing) return null;
  const { readySeconds, beginnerSeconds, withTwoSeconds } = pacing;
  const how = withTwoSeconds === 0 ? 'quick' : 'fixed';
  return (
    <p>
      {t(isStandard ? `second.${how}.standard` : `second.${how}`, {
        ready: times.span(readySeconds),
        own: times.span(beginnerSeconds),
        two: times.span(withTwoSeconds),
      })}
    </p>
  );
}

const titleOf = ({ keys, recoveryKey }: AskingProps['seconds']) => {
  if (keys.length === 0) return 'second.title.paper';
  return recoveryKey ? 'second.title' : 'second.title.key';
};

interface InsteadProps extends Pick<AskingProps, 'seconds'> {
  readonly typing: boolean;
  readonly onToggle: () => void;
  readonly onOne: () => void;
}

/** The other second proof, and going on without one. */
function Instead({ seconds, typing, onToggle, onOne }: InsteadProps) {
  const { t } = useTranslation('step-up');
  return (
    <p className="line-actions">
      {seconds.recoveryKey && seconds.keys.length > 0 && (
        <Button kind="plain" onClick={onToggle}>
          {t(typing ? 'second.key.instead' : 'second.type.instead')}
        </Button>
      )}
      <Button kind="plain" onClick={onOne}>
        {t('second.one')}
      </Button>
    </p>
  );
}

/** Another key's touch. Its own attempt: while it waits, the form beside it can be sent. */
function useSecondKey(onEnd: AskingProps['onEnd']) {
  const protectedCall = useProtectedCall();
  const touch = useAttempt();
  const giveKey = () =>
    void touch.run(async () => {
      // Where the first proof is stale, its dialog comes first, and then this one's key.
      const response = await authenticate(await protectedCall('step-up.second-key-options'));
      await protectedCall('step-up.second-key', { body: { response } });
      onEnd(true);
    });
  return { touch, giveKey };
}

function Asking({ wanted, seconds, onEnd }: AskingProps) {
  const { t } = useTranslation('step-up');
  const explain = useExplain();
  const { touch, giveKey } = useSecondKey(onEnd);
  const paper = useAttempt();
  const [typing, setTyping] = useState(seconds.keys.length === 0);
  const form = useId();
  const leave = (goOn: boolean) => () => {
    stopWaiting();
    onEnd(goOn);
  };
  const toggle = () => {
    stopWaiting();
    setTyping(!typing);
  };
  const { busy, failure } = typing ? paper : touch;
  return (
    <Dialog
      title={t(titleOf(seconds))}
      safe={t('cancel')}
      onClose={leave(false)}
      action={
        typing ? (
          <Button kind="primary" type="submit" form={form} busy={busy}>
            {t('second.type')}
          </Button>
        ) : (
          <Button kind="primary" icon="key" busy={busy} onClick={giveKey}>
            {t(busy ? 'key.waiting' : 'second.key')}
          </Button>
        )
      }
    >
      <div className="confirming">
        <p>{t('second.confirms', { what: wanted.what })}</p>
      </div>
      <How seconds={seconds} />
      <Touches
        steps={[
          { name: t('second.first'), state: 'done' },
          {
            name: t(typing ? 'second.paper' : 'second.other'),
            state: 'now',
            children: typing ? (
              <RecoveryKeyBeside form={form} attempt={paper} onGiven={() => onEnd(true)} />
            ) : (
              <>
                <p>
                  {t(seconds.firstIsKnown ? 'second.other.one' : 'second.other.which', {
                    keys: seconds.keys.join(', '),
                  })}
                </p>
                <p role="status">{failure !== null && explain(failure).sentence}</p>
              </>
            ),
          },
        ]}
      />
      <Instead seconds={seconds} typing={typing} onToggle={toggle} onOne={leave(true)} />
    </Dialog>
  );
}
