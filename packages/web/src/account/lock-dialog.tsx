// Lock: the one handle. It says what it would do now, counted by the server, before it is pressed.
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Notice } from '../notice.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';
import { useTimes } from '../words/use-times.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useRead } from './use-read.ts';

function Plan() {
  const { t } = useTranslation('account');
  const times = useTimes();
  const plan = useRead('account.rehearse-lock').data;
  if (!plan) return <p>{t('lock.what')}</p>;
  const {
    ended,
    holdsStopped,
    leaves,
    leavesRecovery,
    keysSuspended,
    channelsPaused,
    liftedBy,
    otherwise,
    frozenUntil,
  } = plan;
  return (
    <>
      <ul className="points">
        <li>{t('lock.ends', { count: ended })}</li>
        {holdsStopped > 0 && <li>{t('lock.stops', { count: holdsStopped })}</li>}
        {leavesRecovery && <li>{t('lock.leaves.recovery')}</li>}
        {leaves > 0 && <li>{t('lock.leaves', { count: leaves })}</li>}
        {keysSuspended.length > 0 && <li>{t('lock.suspends', { keys: keysSuspended.join(', ') })}</li>}
        {channelsPaused > 0 && <li>{t('lock.pauses', { count: channelsPaused })}</li>}
      </ul>
      <p>
        {liftedBy.length > 0
          ? t('lock.lifted', { keys: liftedBy.join(', ') })
          : t(`lock.lifted.${otherwise ?? 'as-before'}`)}
        {liftedBy.length > 0 && frozenUntil !== null && ` ${t('lock.until', { when: times.at(frozenUntil) })}`}
      </p>
    </>
  );
}

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
      <Plan />
      <p>{t('lock.after')}</p>
    </ConfirmDialog>
  );
}
