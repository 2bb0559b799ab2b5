// Removing one way in of a standard account, after saying what follows. The floor may keep it where it is.
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { useToast } from '../../look/toast.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { KeptOrFailed } from './kept-or-failed.tsx';

const OPERATION = { password: 'password.remove', app: 'totp.remove' } as const;

interface RemoveDialogProps {
  readonly what: keyof typeof OPERATION;
  readonly onClose: () => void;
}

export function RemoveDialog({ what, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('settings');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const remove = () =>
    void attempt.run(async () => {
      await change(OPERATION[what]);
      toast(t(`${what}.removed`));
      onClose();
    });
  return (
    <Dialog
      title={t(`${what}.remove.title`)}
      safe={t(`${what}.remove.keep`)}
      onClose={onClose}
      action={
        <Button kind="primary" busy={attempt.busy} onClick={remove}>
          {t(`${what}.remove`)}
        </Button>
      }
    >
      <p>{t(`${what}.remove.what`)}</p>
      {attempt.failure !== null && <KeptOrFailed error={attempt.failure} />}
    </Dialog>
  );
}
