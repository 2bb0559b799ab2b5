// Removing a webhook, after saying what ends with it.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useWebhookCalls, type Webhook, type WebhookOwner } from './use-webhook-calls.ts';

interface RemoveWebhookDialogProps {
  readonly owner: WebhookOwner;
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

export function RemoveWebhookDialog({ owner, webhook, onClose }: RemoveWebhookDialogProps) {
  const { t } = useTranslation('webhooks');
  const toast = useToast();
  const sayBegun = useBegunWords();
  const { remove } = useWebhookCalls(owner);
  const { name } = webhook;
  const act = async () => {
    const removed = await remove(webhook, t('remove.confirms', { name }));
    if (!removed) return;
    const { hold } = removed;
    toast(hold ? `${t('remove.begun', { name })} ${sayBegun(hold)}` : t('remove.done', { name }));
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
      <p>{t(`remove.what.${owner}`)}</p>
    </ConfirmDialog>
  );
}
