// The bar of signed-in pages: where you are, who you are, signing out, and locking everything.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Bar, BarMenu, BarNav } from '../look/bar.tsx';
import { Button } from '../look/button.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Failed } from '../look/waiting.tsx';
import type { Notice } from '../notice.ts';
import { useProtectedCall } from '../step-up/step-up-context.tsx';
import { useSession } from './session.tsx';

function LockDialog({ onClose, onLocked }: { readonly onClose: () => void; readonly onLocked: () => void }) {
  const { t } = useTranslation('account');
  const protectedCall = useProtectedCall();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const lock = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await protectedCall('account.lock');
      onLocked();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('lock.title')}
      safe={t('lock.keep')}
      onClose={onClose}
      action={
        <Button kind="primary" icon="lock" busy={busy} onClick={lock}>
          {t('lock.do')}
        </Button>
      }
    >
      <p>{t('lock.what')}</p>
      <p>{t('lock.after')}</p>
      {failure !== null && (
        <div className="top-4">
          <Failed point={t('lock.failed')} error={failure} />
        </div>
      )}
    </Dialog>
  );
}

export function AccountBar() {
  const { t } = useTranslation('account');
  const { email } = useSession();
  const [path, navigate] = useLocation();
  const protectedCall = useProtectedCall();
  const [locking, setLocking] = useState(false);
  const places = [
    { href: '/', name: t('place.overview') },
    { href: '/keys', name: t('place.keys') },
    { href: '/sessions', name: t('place.sessions') },
    { href: '/activity', name: t('place.activity') },
    { href: '/account', name: t('place.account') },
  ];
  const leave = (notice: Notice) => navigate('/sign-in', { replace: true, state: notice });
  const signOut = async () => {
    try {
      await protectedCall('session.sign-out');
      leave({ notice: 'left' });
    } catch {
      // A session that is gone has led to sign-in already; otherwise the page stays, and so does the session.
    }
  };
  return (
    <>
      <Bar
        home="/"
        nav={<BarNav label={t('navigation')} places={places} current={path} />}
        end={
          <>
            <Link className="who" href="/account">
              {email}
            </Link>
            <span className="bar-out">
              <Button kind="plain" small onClick={signOut}>
                {t('sign-out')}
              </Button>
            </span>
            <Button small icon="lock" onClick={() => setLocking(true)}>
              {t('lock')}
            </Button>
            <BarMenu places={places} current={path}>
              <button type="button" onClick={signOut}>
                {t('sign-out')}
              </button>
            </BarMenu>
          </>
        }
      />
      {locking && <LockDialog onClose={() => setLocking(false)} onLocked={() => leave({ notice: 'locked' })} />}
    </>
  );
}
