// Removing a webhook, after saying what ends with it.
import { useTranslation } from 'react-i18next';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
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
  const askForSecond = useSecondProof();
  const { remove } = useWebhookCalls(owner);
  const { id, name } = webhook;
  const act = async () => {
    const what = t('remove.confirms', { name });
    // The platform's own goes at once: it tells no holder anything.
    if (owner === 'account' && !(await askForSecond({ kind: 'channel.stop', what }))) return;
    const { hold } = await remove(id);
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
