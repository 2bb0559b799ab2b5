// A new secret for a webhook, after saying how long the old one stays good; then the secret, once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { useWebhookCalls, type Webhook, type WebhookOwner } from './use-webhook-calls.ts';

interface RotateDialogProps {
  readonly owner: WebhookOwner;
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

export function RotateDialog({ owner, webhook, onClose }: RotateDialogProps) {
  const { t } = useTranslation('webhooks');
  const { rotate } = useWebhookCalls(owner);
  const [secret, setSecret] = useState<string | null>(null);
  const { id, name } = webhook;
  if (secret !== null) return <SecretDialog name={name} secret={secret} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t('rotate.title', { name })}
      verb={t('rotate.do')}
      safe={t('rotate.keep')}
      failed={t('rotate.failed')}
      act={async () => setSecret((await rotate(id)).secret)}
      onClose={onClose}
    >
      <p>{t('rotate.what')}</p>
    </ConfirmDialog>
  );
}
