// Adding a key, in one dialog: what kind and what to call it, then two touches in turn, numbered.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { freeName, kindOfDevice } from '../../key-name.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { Options } from '../../look/options.tsx';
import { Status } from '../../look/status.tsx';
import { Touches } from '../../look/touches.tsx';
import { stopWaiting } from '../../webauthn.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useExplain } from '../../words/use-explain.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { useSession } from '../session.tsx';
import { useRead } from '../use-read.ts';
import { type AddKey, type KeyHint, useAddKey } from './use-add-key.ts';

const HINTS: readonly KeyHint[] = ['security-key', 'hybrid', 'client-device'];

interface AddKeyDialogProps {
  /** Where the kind was chosen already. */
  readonly hint?: KeyHint | undefined;
  /** Names that other keys bear. */
  readonly taken: readonly string[];
  /** It is added on the way to protection, and becomes trusted with it. */
  readonly enrolling?: boolean;
  readonly onClose: () => void;
}

function useSuggestion(taken: readonly string[]): (hint: KeyHint) => string {
  const { t } = useTranslation('key-name');
  return (hint) => {
    if (hint === 'security-key') return freeName(t('security-key'), taken);
    return freeName(t(hint === 'hybrid' ? 'phone' : kindOfDevice(navigator.userAgent)), taken);
  };
}

const trustedNames = (account: Account | undefined): readonly string[] =>
  account?.keys.filter(({ stage }) => stage === 'trusted').map(({ nickname }) => nickname) ?? [];

export function AddKeyDialog({ hint: chosen, taken, enrolling = false, onClose }: AddKeyDialogProps) {
  const { t } = useTranslation('keys');
  const suggest = useSuggestion(taken);
  const account = useRead('account.read').data;
  const form = useId();
  const [hint, setHint] = useState<KeyHint>(chosen ?? 'security-key');
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = typed ?? suggest(hint);
  const nickname = name.trim();
  const trusted = trustedNames(account);
  const byKey = trusted.length > 0;
  const adding = useAddKey({ hint, nickname, byKey, enrolling, onAdded: onClose });
  const { touch, busy, failure } = adding;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(nickname === '');
    if (nickname !== '') adding.begin();
  };
  const close = () => {
    stopWaiting();
    onClose();
  };
  const go =
    touch === null ? (
      <Button kind="primary" type="submit" form={form} busy={busy}>
        {t('add.continue')}
      </Button>
    ) : (
      <Button kind="primary" icon="key" busy={busy} onClick={adding.ask}>
        {t(busy ? 'add.waiting' : touch === 'first' ? 'add.do.first' : `add.do.${hint}`)}
      </Button>
    );
  return (
    <Dialog
      title={t(chosen ? `add.title.${chosen}` : 'add.title')}
      safe={t('add.cancel')}
      onClose={close}
      focusField
      action={go}
    >
      {touch === null ? (
        <>
          {chosen && <p>{t(`add.${chosen}.what`)}</p>}
          <form id={form} className="form wide-gap" onSubmit={send} noValidate>
            {!chosen && <Kinds hint={hint} onHint={setHint} />}
            <Field
              label={t('add.name')}
              hint={t('add.name.hint')}
              maxLength={60}
              autoComplete="off"
              value={name}
              error={missing ? t('rename.missing') : null}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </form>
          <p className="small">{t(byKey ? 'add.turns' : 'add.turns.factors')}</p>
          <Failure of={failure} point={t('add.failed')} />
        </>
      ) : (
        <InTurn adding={adding} hint={hint} nickname={nickname} trusted={trusted}>
          {t(enrolling ? 'add.enrolling' : 'add.is-new')}{' '}
          {!enrolling && (account?.recovery?.readiness.recoveryKeys ?? 0) > 0 && t('add.is-new.paper')}
        </InTurn>
      )}
    </Dialog>
  );
}

interface InTurnProps {
  readonly adding: AddKey;
  readonly hint: KeyHint;
  readonly nickname: string;
  readonly trusted: readonly string[];
  /** What the new key may do. */
  readonly children: ReactNode;
}

/** Only one waits at a time, and what is wrong with it is said at its number. */
function InTurn({ adding: { touch, busy, failure }, hint, nickname, trusted, children }: InTurnProps) {
  const { t } = useTranslation('keys');
  const { email } = useSession();
  const counts = useCounts();
  const first = touch === 'first';
  const byKey = trusted.length > 0;
  const state = <Waiting busy={busy} failure={failure} />;
  return (
    <>
      <div className="confirming">
        <p>
          <strong>{t('add.confirms', { name: nickname, email })}</strong>
        </p>
        <p>{children}</p>
      </div>
      <Touches
        steps={[
          {
            name: t(first ? (byKey ? 'add.first' : 'add.first.factors') : 'add.first.done'),
            state: first ? 'now' : 'done',
            children: first && (
              <>
                {byKey && <p>{t('add.first.which', { keys: counts.anyOf(trusted) })}</p>}
                {state}
              </>
            ),
          },
          {
            name: t(first ? 'add.second.later' : 'add.second'),
            state: first ? 'later' : 'now',
            children: (
              <>
                <p>{t(`add.second.${first ? 'later' : 'now'}.${hint}`)}</p>
                {!first && state}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Waiting({ busy, failure }: Pick<AddKey, 'busy' | 'failure'>) {
  const { t } = useTranslation('keys');
  const explain = useExplain();
  const hardwareOnly = failure instanceof ApiProblem && failure.code === 'requirements.unmet';
  return (
    <div role="status">
      {busy && <Status mark="wait">{t('add.waits')}</Status>}
      {failure !== null && (
        <Status mark="stop">{hardwareOnly ? t('add.hardware-only') : explain(failure).sentence}</Status>
      )}
    </div>
  );
}

function Kinds({ hint, onHint }: { readonly hint: KeyHint; readonly onHint: (hint: KeyHint) => void }) {
  const { t } = useTranslation('keys');
  const options = HINTS.map((value) => ({ value, name: t(`add.${value}`), note: t(`add.${value}.what`) }));
  return <Options legend={t('add.which')} legendHidden value={hint} onChange={onHint} options={options} />;
}
