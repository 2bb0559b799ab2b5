// Removing a key, after saying what ends with it.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { tellKeyStores } from '../../webauthn.ts';
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
  const toast = useToast();
  const sessions = useRead('session.list');
  const name = credential.nickname;
  const opened = nameIsShared ? 0 : (sessions.data?.sessions.filter((session) => session.keyName === name).length ?? 0);
  const remove = async () => {
    const { sessionsEnded, signal } = await change('credential.remove', { params: { credentialId: credential.id } });
    await tellKeyStores(signal);
    toast(sessionsEnded === 0 ? t('remove.done', { name }) : t('remove.done.sessions', { name, count: sessionsEnded }));
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
