// Removing a webhook, after saying what ends with it.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useWebhookCalls, type Webhook, type WebhookOwner } from './use-webhook-calls.ts';

interface RemoveWebhookDialogProps {
  readonly owner: WebhookOwner;
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

export function RemoveWebhookDialog({ owner, webhook, onClose }: RemoveWebhookDialogProps) {
  const { t } = useTranslation('webhooks');
  const toast = useToast();
  const { remove } = useWebhookCalls(owner);
  const { id, name } = webhook;
  const act = async () => {
    await remove(id);
    toast(t('remove.done', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('remove.title', { name })}
      verb={t('remove.do', { name })}
      kind="danger"
      safe={t('remove.keep')}
      failed={t('remove.failed', { name })}
      act={act}
      onClose={onClose}
    >
      <p>{t('remove.what')}</p>
    </ConfirmDialog>
  );
}
