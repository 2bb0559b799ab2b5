// A webhook's secret, shown once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';

interface SecretDialogProps {
  /** The webhook's. */
  readonly name: string;
  readonly secret: string;
  readonly onClose: () => void;
}

export function SecretDialog({ name, secret, onClose }: SecretDialogProps) {
  const { t } = useTranslation('webhooks');
  const [said, setSaid] = useState<'copied' | 'copy.failed' | null>(null);
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => setSaid('copied'),
      () => setSaid('copy.failed'),
    );
  return (
    <Dialog
      title={t('secret.title', { name })}
      safe={t('secret.close')}
      onClose={onClose}
      action={
        <Button kind="primary" onClick={copy}>
          {t('copy')}
        </Button>
      }
    >
      <p>{t('secret.what')}</p>
      <p className="mono webhook-secret">{secret}</p>
      <p className="small" role="status">
        {said !== null && t(said)}
      </p>
    </Dialog>
  );
}
