// Removing a key, after saying what ends with it, and after asking for a second proof.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { tellKeyStores } from '../../webauthn.ts';
import { useTimes } from '../../words/use-times.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useChange } from '../use-change.ts';
import { useRead } from '../use-read.ts';
import type { Key } from './key-facts.tsx';

interface RemoveDialogProps {
  readonly credential: Key;
  /** Names are not unique; the sessions of a shared name are not counted. */
  readonly nameIsShared: boolean;
  readonly onClose: () => void;
}

export function RemoveDialog({ credential, nameIsShared, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('keys');
  const change = useChange();
  const askForSecond = useSecondProof();
  const times = useTimes();
  const toast = useToast();
  const sessions = useRead('session.list');
  const name = credential.nickname;
  const opened = nameIsShared ? 0 : (sessions.data?.sessions.filter((session) => session.keyName === name).length ?? 0);
  const remove = async () => {
    if (!(await askForSecond({ kind: 'credential.remove', what: t('remove.confirms', { name }) }))) return;
    const { hold, signal } = await change('credential.remove', { params: { credentialId: credential.id } });
    await tellKeyStores(signal);
    const when = times.fully(hold?.ripensAt ?? 0);
    toast(hold?.proofs === 2 ? t('remove.done.two', { name, when }) : t('remove.done', { name, when }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('remove.title', { name })}
      verb={t('remove.do', { name })}
      kind="danger"
      safe={t('remove.keep')}
      failed={t('remove.failed', { name })}
      act={remove}
      onClose={onClose}
    >
      <p>
        {t('remove.what')} {opened > 0 && t('remove.sessions', { count: opened })}{' '}
        {credential.thisSession && t('remove.this')} {t('remove.again')}
      </p>
    </ConfirmDialog>
  );
}
