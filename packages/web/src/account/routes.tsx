// The signed-in pages by address, each loaded when it is gone to. Where protection must come first, all lead to it.
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Frame } from '../look/frame.tsx';
import { Ghost } from '../look/waiting.tsx';
import { pageIn } from '../page-in.tsx';
import { AccountBar, EnrolmentBar } from './account-bar.tsx';
import { IncidentNotice } from './incident/incident-notice.tsx';
import { LiveNotice } from './live/live-notice.tsx';
import { LogState } from './log-state.tsx';
import { RecoveryStopped } from './recovery-stopped.tsx';
import { useSession } from './session.tsx';

function Fetching() {
  const { t } = useTranslation('shared');
  return <Ghost what={t('fetching')} lines={6} />;
}

const Overview = pageIn(
  () => import('./overview/overview.tsx'),
  ['overview', 'readiness', 'activity', 'holds', 'numbers'],
  Fetching,
);
const Keys = pageIn(() => import('./keys/keys.tsx'), ['keys', 'key-name', 'holds', 'numbers'], Fetching);
const Sessions = pageIn(() => import('./sessions/sessions.tsx'), ['sessions', 'numbers'], Fetching);
const Activity = pageIn(() => import('./activity/activity.tsx'), ['activity', 'evidence'], Fetching);
const Alerts = pageIn(
  () => import('./alerts/alerts.tsx'),
  ['alerts', 'activity', 'push', 'webhooks', 'holds', 'numbers'],
  Fetching,
);
const PlatformWebhooks = pageIn(() => import('./webhooks/platform-webhooks.tsx'), ['webhooks', 'holds'], Fetching);
const Deliveries = pageIn(() => import('./deliveries/deliveries.tsx'), ['deliveries'], Fetching);
const Recovery = pageIn(
  () => import('./recovery/recovery.tsx'),
  ['recovery', 'readiness', 'protect', 'numbers', 'holds'],
  Fetching,
);
const Privacy = pageIn(() => import('./privacy/privacy.tsx'), ['privacy', 'holds', 'numbers'], Fetching);
const Contacts = pageIn(() => import('./contacts/contacts.tsx'), ['contacts', 'holds', 'numbers'], Fetching);
const Settings = pageIn(() => import('./settings/settings.tsx'), ['settings', 'sign-up', 'holds', 'numbers'], Fetching);
const OnHold = pageIn(() => import('./on-hold/on-hold.tsx'), ['on-hold', 'holds', 'numbers', 'account'], Fetching);
const Case = pageIn(() => import('./case/case.tsx'), ['case', 'on-hold', 'holds', 'numbers'], Fetching);
const Staff = pageIn(() => import('./staff/staff.tsx'), ['staff'], Fetching);
const Incident = pageIn(() => import('./incident/incident.tsx'), ['incident'], Fetching);
const Protect = pageIn(() => import('./protect/protect.tsx'), ['protect', 'keys', 'key-name', 'numbers'], Fetching);

const SHOWS_PLACES: readonly string[] = [
  '/',
  '/keys',
  '/sessions',
  '/activity',
  '/alerts',
  '/holds',
  '/case',
  '/contacts',
];

export function AccountRoutes() {
  const [path] = useLocation();
  const { tier, role, enrolmentRequired } = useSession();
  const enrolling = path === '/protect';
  if (enrolmentRequired && !enrolling) return <Redirect to="/protect" replace />;
  if (enrolling && tier !== 'standard') return <Redirect to="/" replace />;
  if (path === '/staff' && role === 'holder') return <Redirect to="/" replace />;
  return (
    <Frame bar={enrolling ? <EnrolmentBar /> : <AccountBar />} places={SHOWS_PLACES.includes(path)} log={<LogState />}>
      <RecoveryStopped />
      <LiveNotice />
      <IncidentNotice />
      <Suspense fallback={<Fetching />}>
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
          <Route path="/alerts">
            <Alerts />
          </Route>
          {role === 'operator' && <Route path="/platform/webhooks" component={PlatformWebhooks} />}
          {role === 'operator' && <Route path="/platform/deliveries" component={Deliveries} />}
          <Route path="/recovery">
            <Recovery />
          </Route>
          <Route path="/privacy">
            <Privacy />
          </Route>
          <Route path="/contacts">
            <Contacts />
          </Route>
          <Route path="/account">
            <Settings />
          </Route>
          <Route path="/holds">
            <OnHold />
          </Route>
          <Route path="/case">
            <Case />
          </Route>
          <Route path="/incident">
            <Incident />
          </Route>
          <Route path="/staff">
            <Staff />
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
