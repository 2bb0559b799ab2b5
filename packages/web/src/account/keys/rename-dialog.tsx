// Another name for a key. The key stores hear of it too.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../look/field.tsx';
import { useToast } from '../../look/toast.tsx';
import { tellKeyStores } from '../../webauthn.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import type { Key } from './key-facts.tsx';

interface RenameDialogProps {
  readonly credential: Key;
  readonly onClose: () => void;
}

export function RenameDialog({ credential, onClose }: RenameDialogProps) {
  const { t } = useTranslation('keys');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const [name, setName] = useState(credential.nickname);
  const [missing, setMissing] = useState(false);
  const save = async () => {
    const nickname = name.trim();
    const params = { credentialId: credential.id };
    const renamed = await change('credential.rename', { params, body: { nickname } });
    await tellKeyStores(renamed.signal);
    // Where another key has the name, it got a number.
    toast(t('rename.done', { name: renamed.credential.nickname }));
    onClose();
  };
  const send = () => {
    if (name.trim() === credential.nickname) return onClose();
    setMissing(name.trim() === '');
    if (name.trim() !== '') void attempt.run(save);
  };
  return (
    <FormDialog
      title={t('rename.title', { name: credential.nickname })}
      verb={t('rename.do')}
      safe={t('rename.keep')}
      failed={t('rename.failed')}
      attempt={attempt}
      onSend={send}
      onClose={onClose}
    >
      <Field
        label={t('rename.field')}
        maxLength={60}
        autoComplete="off"
        value={name}
        error={missing ? t('rename.missing') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
