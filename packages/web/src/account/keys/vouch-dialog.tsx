// "It is mine", "Bring it back" and "Suspend": what one trusted key says of another, at once.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useChange } from '../use-change.ts';
import type { Key } from './key-facts.tsx';

interface VouchDialogProps {
  readonly credential: Key;
  readonly onClose: () => void;
}

export function MineDialog({ credential: { id, nickname: name }, onClose }: VouchDialogProps) {
  const { t } = useTranslation('keys');
  const change = useChange();
  const toast = useToast();
  const confirm = async () => {
    await change('credential.confirm', { params: { credentialId: id } });
    toast(t('mine.done', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('mine.title', { name })}
      verb={t('mine.do')}
      safe={t('mine.keep')}
      failed={t('mine.failed')}
      act={confirm}
      onClose={onClose}
    >
      <p>{t('mine.what')}</p>
    </ConfirmDialog>
  );
}

export function BringBackDialog({ credential: { id, nickname: name }, onClose }: VouchDialogProps) {
  const { t } = useTranslation('keys');
  const change = useChange();
  const toast = useToast();
  const bringBack = async () => {
    await change('credential.bring-back', { params: { credentialId: id } });
    toast(t('back.done', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('back.title', { name })}
      verb={t('back.do', { name })}
      kind="weakens"
      safe={t('back.keep')}
      failed={t('back.failed', { name })}
      act={bringBack}
      onClose={onClose}
    >
      <p>{t('back.what')}</p>
    </ConfirmDialog>
  );
}

interface SuspendDialogProps extends VouchDialogProps {
  /** The account has recovery keys. */
  readonly hasPaper: boolean;
}

export function SuspendDialog({ credential, hasPaper, onClose }: SuspendDialogProps) {
  const { t } = useTranslation('keys');
  const change = useChange();
  const toast = useToast();
  const name = credential.nickname;
  const suspend = async () => {
    const { sessionsEnded: count } = await change('credential.suspend', { params: { credentialId: credential.id } });
    toast(count === 0 ? t('suspend.done', { name }) : t('suspend.done.sessions', { name, count }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('suspend.title', { name })}
      verb={t('suspend.do', { name })}
      safe={t('suspend.keep')}
      failed={t('suspend.failed', { name })}
      act={suspend}
      onClose={onClose}
    >
      <p>
        {t('suspend.what')} {credential.thisSession && t('remove.this')}{' '}
        {t(hasPaper ? 'suspend.again.paper' : 'suspend.again')} {t('suspend.pair')}
      </p>
    </ConfirmDialog>
  );
}
