// The signed-in pages by address, each loaded when it is gone to. Where protection must come first, all lead to it.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Frame } from '../look/frame.tsx';
import { Ghost } from '../look/waiting.tsx';
import { AccountBar, EnrolmentBar } from './account-bar.tsx';
import { useSession } from './session.tsx';

const Overview = lazy(() => import('./overview/overview.tsx'));
const Keys = lazy(() => import('./keys/keys.tsx'));
const Sessions = lazy(() => import('./sessions/sessions.tsx'));
const Activity = lazy(() => import('./activity/activity.tsx'));
const Settings = lazy(() => import('./settings/settings.tsx'));
const Protect = lazy(() => import('./protect/protect.tsx'));

const SHOWS_PLACES: readonly string[] = ['/', '/keys', '/sessions', '/activity'];

export function AccountRoutes() {
  const { t } = useTranslation('shared');
  const [path] = useLocation();
  const { tier, enrolmentRequired } = useSession();
  const enrolling = path === '/protect';
  if (enrolmentRequired && !enrolling) return <Redirect to="/protect" replace />;
  if (enrolling && tier !== 'standard') return <Redirect to="/" replace />;
  return (
    <Frame bar={enrolling ? <EnrolmentBar /> : <AccountBar />} places={SHOWS_PLACES.includes(path)}>
      <Suspense fallback={<Ghost what={t('fetching')} lines={6} />}>
        <Switch>
          <Route path="/keys">
            <Keys />
          </Route>
          <Route path="/sessions">
            <Sessions />
          </Route>
          <Route path="/activity">
            <Activity />
          </Route>
          <Route path="/account">
            <Settings />
          </Route>
          <Route path="/protect">
            <Protect />
          </Route>
          <Route>
            <Overview />
          </Route>
        </Switch>
      </Suspense>
    </Frame>
  );
}
