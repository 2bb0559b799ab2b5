// "Confirm that it is you": with a key where the account has one, else with password and code. Declining changes nothing.
import type { Answer } from '@holdfast/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { sixDigits } from '../entry/six-digits.ts';
import { Button } from '../look/button.tsx';
import { Dialog } from '../look/dialog.tsx';
import { DigitsField } from '../look/digits-field.tsx';
import { Field } from '../look/field.tsx';
import { Failed, Ghost } from '../look/waiting.tsx';
import { authenticate, KeyFailure, stopWaiting } from '../webauthn.ts';
import { useExplain } from '../words/use-explain.ts';
import { useTimes } from '../words/use-times.ts';

interface StepUpDialogProps {
  readonly wanted: ApiProblem;
  readonly onEnd: (proved: boolean) => void;
}

export function StepUpDialog({ wanted, onEnd }: StepUpDialogProps) {
  const { t } = useTranslation(['step-up', 'shared']);
  // Not a protected call: this is the dialog such a call would open.
  const account = useQuery({
    queryKey: ['account.read', null],
    queryFn: ({ signal }) => call('account.read', { signal }),
  });
  const [byPassword, setByPassword] = useState(false);
  if (!account.data) {
    return (
      <Dialog title={t('title')} safe={t('cancel')} onClose={() => onEnd(false)}>
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
  const { keys, password, totp } = account.data;
  const passwordWorks = password !== null && totp !== null;
  if (keys.length === 0 || byPassword) return <ByPassword wanted={wanted} onEnd={onEnd} />;
  return (
    <ByKey
      wanted={wanted}
      keys={keys}
      onEnd={onEnd}
      onPassword={passwordWorks ? () => setByPassword(true) : undefined}
    />
  );
}

interface ByKeyProps extends StepUpDialogProps {
  readonly keys: Answer<'account.read'>['keys'];
  readonly onPassword?: (() => void) | undefined;
}

/** Asks a key and gives its answer to the server; `failure` is what came in the way. */
function useKeyProof(onEnd: StepUpDialogProps['onEnd']) {
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = useCallback(async () => {
    setWaiting(true);
    setFailure(null);
    try {
      const response = await authenticate(await call('step-up.key-options'));
      await call('step-up.key', { body: { response } });
      onEnd(true);
    } catch (error) {
      // Its own end: the dialog was closed while the browser still waited.
      if (error instanceof KeyFailure && error.kind === 'replaced') return;
      setFailure(error);
      setWaiting(false);
    }
  }, [onEnd]);
  return { waiting, failure, ask };
}

/** Which key is wanted, and why. */
function Wanted({ wanted, older }: { readonly wanted: ApiProblem; readonly older: readonly string[] }) {
  const { t } = useTranslation('step-up');
  const times = useTimes();
  if (wanted.code === 'credential.below-floor') return <p>{t('hardware.what')}</p>;
  if (wanted.code === 'credential.make-reported') return <p>{t('reported.what')}</p>;
  if (wanted.code !== 'credential.not-trusted') {
    return <p>{t('key.what', { span: times.span(wanted.ageSecondsMax ?? 0) })}</p>;
  }
  return (
    <p>
      {wanted.from !== null && t('too-new', { when: times.at(wanted.from) })}{' '}
      {older.length > 0 ? t('too-new.older', { keys: older.join(', ') }) : t('too-new.none')}
    </p>
  );
}

const TITLE = {
  'credential.not-trusted': 'title.too-new',
  'credential.below-floor': 'title.hardware',
  'credential.make-reported': 'title.reported',
} as const;
const titleOf = (code: string) => (Object.hasOwn(TITLE, code) ? TITLE[code as keyof typeof TITLE] : 'title');

function ByKey({ wanted, keys, onEnd, onPassword }: ByKeyProps) {
  const { t } = useTranslation('step-up');
  const explain = useExplain();
  const { waiting, failure, ask } = useKeyProof(onEnd);
  const asked = useRef(false);
  const title = titleOf(wanted.code);
  // The button that led here said "touch a key", so the browser asks at once; where another key is wanted, it waits.
  useEffect(() => {
    if (asked.current || title !== 'title') return;
    asked.current = true;
    void ask();
  }, [ask, title]);
  const older = keys.filter((key) => key.stage === 'trusted').map((key) => key.nickname);
  const stop = (then: () => void) => () => {
    stopWaiting();
    then();
  };
  const touch = (
    <Button kind="primary" icon="key" busy={waiting} onClick={() => void ask()}>
      {t(waiting ? 'key.waiting' : failure === null ? 'key.touch' : 'key.again')}
    </Button>
  );
  return (
    <Dialog
      title={t(title)}
      safe={t('cancel')}
      onClose={stop(() => onEnd(false))}
      action={(title !== 'title.too-new' || older.length > 0) && touch}
    >
      <Wanted wanted={wanted} older={older} />
      <p role="status">{failure !== null && explain(failure).sentence}</p>
      {onPassword && title !== 'title.hardware' && (
        <p className="line-actions">
          <Button kind="plain" onClick={stop(onPassword)}>
            {t('password.instead')}
          </Button>
        </p>
      )}
    </Dialog>
  );
}

function ByPassword({ wanted, onEnd }: StepUpDialogProps) {
  const { t } = useTranslation('step-up');
  const times = useTimes();
  const explain = useExplain();
  const form = useId();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<{ readonly field: 'password' | 'code'; readonly what: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const digits = sixDigits(code);
    if (password === '') return setFault({ field: 'password', what: t('password.missing') });
    if (digits === null) return setFault({ field: 'code', what: t('code.missing') });
    setBusy(true);
    setFault(null);
    try {
      await call('step-up.password', { body: { password, code: digits } });
      onEnd(true);
    } catch (error) {
      const refused = error instanceof ApiProblem && error.code === 'sign-in.refused';
      setFault({ field: 'password', what: refused ? t('refused') : explain(error).sentence });
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('title')}
      safe={t('cancel')}
      onClose={() => onEnd(false)}
      focusField
      action={
        <Button kind="primary" type="submit" form={form} busy={busy}>
          {t('password.confirm')}
        </Button>
      }
    >
      <p>{t('password.what', { span: times.span(wanted.ageSecondsMax ?? 0) })}</p>
      <form id={form} className="form" onSubmit={send} noValidate>
        <Field
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={fault?.field === 'password' ? fault.what : null}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <DigitsField
          label={t('code')}
          error={fault?.field === 'code' ? fault.what : null}
          value={code}
          onType={setCode}
        />
      </form>
    </Dialog>
  );
}
