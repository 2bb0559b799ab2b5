// Adding a key: what kind, what to call it, and the touch that makes it.
import type { Answer, Body } from '@holdfast/contract';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-problem.ts';
import { freeName, kindOfDevice } from '../../key-name.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Field } from '../../look/field.tsx';
import { Options } from '../../look/options.tsx';
import { useToast } from '../../look/toast.tsx';
import { Failed } from '../../look/waiting.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { register, stopWaiting, tellKeyStores } from '../../webauthn.ts';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

export type KeyHint = Body<'credential.add-options'>['hint'];
type Credential = Answer<'credential.add'>['credential'];

const HINTS: readonly KeyHint[] = ['security-key', 'hybrid', 'client-device'];

interface AddKeyDialogProps {
  /** Where the kind was chosen already. */
  readonly hint?: KeyHint | undefined;
  /** Names that other keys bear. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onAdded?: ((credential: Credential) => void) | undefined;
}

function useSuggestion(taken: readonly string[]): (hint: KeyHint) => string {
  const { t } = useTranslation('key-name');
  return (hint) => {
    if (hint === 'security-key') return freeName(t('security-key'), taken);
    return freeName(t(hint === 'hybrid' ? 'phone' : kindOfDevice(navigator.userAgent)), taken);
  };
}

export function AddKeyDialog({ hint: chosen, taken, onClose, onAdded }: AddKeyDialogProps) {
  const { t } = useTranslation('keys');
  const suggest = useSuggestion(taken);
  const protectedCall = useProtectedCall();
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const form = useId();
  const [hint, setHint] = useState<KeyHint>(chosen ?? 'security-key');
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = typed ?? suggest(hint);

  const make = async () => {
    const response = await register(await protectedCall('credential.add-options', { body: { hint } }));
    const nickname = name.trim();
    const { credential, signal } = await change('credential.add', { body: { nickname, response } });
    await tellKeyStores(signal);
    toast(t('add.done', { name: credential.nickname }));
    onAdded?.(credential);
    onClose();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const empty = name.trim() === '';
    setMissing(empty);
    if (!empty) void attempt.run(make);
  };
  const close = () => {
    stopWaiting();
    onClose();
  };
  const { failure } = attempt;
  const hardwareOnly = failure instanceof ApiProblem && failure.code === 'requirements.unmet';
  return (
    <Dialog
      title={t(chosen ? `add.title.${chosen}` : 'add.title')}
      safe={t('add.cancel')}
      onClose={close}
      focusField
      action={
        <Button kind="primary" type="submit" form={form} icon="key" busy={attempt.busy}>
          {t(attempt.busy ? 'add.waiting' : `add.do.${hint}`)}
        </Button>
      }
    >
      {chosen && <p>{t(`add.${chosen}.what`)}</p>}
      <form id={form} className="form wide-gap" onSubmit={send} noValidate>
        {!chosen && (
          <Options
            legend={t('add.which')}
            legendHidden
            value={hint}
            onChange={setHint}
            options={HINTS.map((value) => ({ value, name: t(`add.${value}`), note: t(`add.${value}.what`) }))}
          />
        )}
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
      {failure !== null && (
        <div className="top-4">
          <Failed point={t('add.failed')} still={hardwareOnly ? t('add.hardware-only') : undefined} error={failure} />
        </div>
      )}
    </Dialog>
  );
}
