// The bars of signed-in pages: where you are, who you are, signing out, and locking everything.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Bar, BarMenu, BarNav } from '../look/bar.tsx';
import { Button, ButtonLink } from '../look/button.tsx';
import { useToast } from '../look/toast.tsx';
import { useExplain } from '../words/use-explain.ts';
import { LockDialog } from './lock-dialog.tsx';
import { useSession } from './session.tsx';
import { useSignOut } from './use-sign-out.ts';

/** Signs out, or says that it did not happen. */
function useLeave(): () => void {
  const { t } = useTranslation('account');
  const signOut = useSignOut();
  const toast = useToast();
  const explain = useExplain();
  return () => {
    signOut().catch((error: unknown) => toast(`${t('sign-out.failed')} ${explain(error).sentence}`));
  };
}

/** The way out that never moves: top right on every signed-in page. */
function Lock({ children }: { readonly children: (lock: ReactNode) => ReactNode }) {
  const { t } = useTranslation('account');
  const [locking, setLocking] = useState(false);
  return (
    <>
      {children(
        <Button small icon="lock" onClick={() => setLocking(true)}>
          {t('lock')}
        </Button>,
      )}
      {locking && <LockDialog onClose={() => setLocking(false)} />}
    </>
  );
}

export function AccountBar() {
  const { t } = useTranslation('account');
  const { email } = useSession();
  const [path] = useLocation();
  // Recovery contacts are part of what is there for the day when every key is lost.
  const current = path === '/contacts' ? '/recovery' : path;
  const leave = useLeave();
  const places = [
    { href: '/', name: t('place.overview') },
    { href: '/keys', name: t('place.keys') },
    { href: '/sessions', name: t('place.sessions') },
    { href: '/activity', name: t('place.activity') },
    { href: '/holds', name: t('place.holds') },
    { href: '/recovery', name: t('place.recovery') },
    { href: '/privacy', name: t('place.privacy') },
    { href: '/account', name: t('place.account') },
  ];
  return (
    <Lock>
      {(lock) => (
        <Bar
          home="/"
          nav={<BarNav label={t('navigation')} places={places} current={current} />}
          end={
            <>
              <Link className="who" href="/account">
                {email}
              </Link>
              <span className="bar-out">
                <Button kind="plain" small onClick={leave}>
                  {t('sign-out')}
                </Button>
              </span>
              {lock}
              <BarMenu places={places} current={current}>
                <button type="button" onClick={leave}>
                  {t('sign-out')}
                </button>
              </BarMenu>
            </>
          }
        />
      )}
    </Lock>
  );
}

/** While protection is being turned on there is one thing to do, and a way out of it where there is one. */
export function EnrolmentBar() {
  const { t } = useTranslation('account');
  const { enrolmentRequired } = useSession();
  const leave = useLeave();
  return (
    <Lock>
      {(lock) => (
        <Bar
          home="/"
          unfolded
          end={
            <>
              {enrolmentRequired ? (
                <Button kind="plain" small onClick={leave}>
                  {t('sign-out')}
                </Button>
              ) : (
                <ButtonLink kind="plain" small href="/">
                  {t('leave-for-now')}
                </ButtonLink>
              )}
              {lock}
            </>
          }
        />
      )}
    </Lock>
  );
}
