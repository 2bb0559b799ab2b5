// Adding a key: what kind, what to call it, and the touch that makes it.
import type { Body } from '@holdfast/contract';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { freeName, kindOfDevice } from '../../key-name.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { Options } from '../../look/options.tsx';
import { useToast } from '../../look/toast.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { register, stopWaiting, tellKeyStores } from '../../webauthn.ts';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

export type KeyHint = Body<'credential.add-options'>['hint'];

const HINTS: readonly KeyHint[] = ['security-key', 'hybrid', 'client-device'];

interface AddKeyDialogProps {
  /** Where the kind was chosen already. */
  readonly hint?: KeyHint | undefined;
  /** Names that other keys bear. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function useSuggestion(taken: readonly string[]): (hint: KeyHint) => string {
  const { t } = useTranslation('key-name');
  return (hint) => {
    if (hint === 'security-key') return freeName(t('security-key'), taken);
    return freeName(t(hint === 'hybrid' ? 'phone' : kindOfDevice(navigator.userAgent)), taken);
  };
}

/** Makes the key, registers it, and lets the key stores know. */
function useMakeKey(): (hint: KeyHint, nickname: string) => Promise<void> {
  const { t } = useTranslation('keys');
  const protectedCall = useProtectedCall();
  const change = useChange();
  const times = useTimes();
  const toast = useToast();
  return async (hint, nickname) => {
    const response = await register(await protectedCall('credential.add-options', { body: { hint } }));
    const { credential, signal } = await change('credential.add', { body: { nickname, response } });
    await tellKeyStores(signal);
    toast(t('add.done', { name: credential.nickname, day: times.day(credential.trustedAt) }));
  };
}

export function AddKeyDialog({ hint: chosen, taken, onClose }: AddKeyDialogProps) {
  const { t } = useTranslation('keys');
  const suggest = useSuggestion(taken);
  const makeKey = useMakeKey();
  const { busy, failure, run } = useAttempt();
  const form = useId();
  const [hint, setHint] = useState<KeyHint>(chosen ?? 'security-key');
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = typed ?? suggest(hint);
  const nickname = name.trim();

  const send = (event: FormEvent) => {
    event.preventDefault();
    setMissing(nickname === '');
    if (nickname !== '') void run(() => makeKey(hint, nickname).then(onClose));
  };
  const close = () => {
    stopWaiting();
    onClose();
  };
  const hardwareOnly = failure instanceof ApiProblem && failure.code === 'requirements.unmet';
  const make = (
    <Button kind="primary" type="submit" form={form} icon="key" busy={busy}>
      {t(busy ? 'add.waiting' : `add.do.${hint}`)}
    </Button>
  );
  const title = t(chosen ? `add.title.${chosen}` : 'add.title');
  return (
    <Dialog title={title} safe={t('add.cancel')} onClose={close} focusField action={make}>
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
      <Failure of={failure} point={t('add.failed')} still={hardwareOnly ? t('add.hardware-only') : undefined} />
    </Dialog>
  );
}

function Kinds({ hint, onHint }: { readonly hint: KeyHint; readonly onHint: (hint: KeyHint) => void }) {
  const { t } = useTranslation('keys');
  const options = HINTS.map((value) => ({ value, name: t(`add.${value}`), note: t(`add.${value}.what`) }));
  return <Options legend={t('add.which')} legendHidden value={hint} onChange={onHint} options={options} />;
}
