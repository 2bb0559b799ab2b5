// Locking: everything that can act for the account ends, this browser included.
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Notice } from '../notice.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

export function LockDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('account');
  const protectedCall = useProtectedCall();
  const [, navigate] = useLocation();
  const lock = async () => {
    await protectedCall('account.lock');
    navigate('/sign-in', { replace: true, state: { notice: 'locked' } satisfies Notice });
  };
  return (
    <ConfirmDialog
      title={t('lock.title')}
      verb={t('lock.do')}
      icon="lock"
      safe={t('lock.keep')}
      failed={t('lock.failed')}
      act={lock}
      onClose={onClose}
    >
      <p>{t('lock.what')}</p>
      <p>{t('lock.after')}</p>
    </ConfirmDialog>
  );
}
