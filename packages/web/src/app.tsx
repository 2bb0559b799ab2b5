// Every address and its page. Sign-in is at hand at once; all other pages are loaded when they are gone to.
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { SignIn } from './entry/sign-in.tsx';
import { Boundary } from './look/boundary.tsx';
import { FirstPage } from './look/heading.tsx';
import { Ghost } from './look/waiting.tsx';
import { pageIn } from './page-in.tsx';
import { PlatformGate } from './platform.tsx';

/** What the account area shows, beside the overview. */
const PLACES = [
  'keys',
  'sessions',
  'activity',
  'alerts',
  'platform/webhooks',
  'platform/deliveries',
  'recovery',
  'contacts',
  'holds',
  'case',
  'incident',
  'privacy',
  'account',
  'protect',
  'staff',
];
const SIGNED_IN = new RegExp(`^/(?:${PLACES.join('|')})?$`);

function Loading() {
  const { t } = useTranslation('shared');
  return (
    <main className="page">
      <Ghost what={t('fetching')} />
    </main>
  );
}

const SignUp = pageIn(() => import('./entry/sign-up.tsx'), ['sign-up', 'key-name'], Loading);
const Setup = pageIn(() => import('./entry/setup.tsx'), ['setup', 'new-keys', 'key-name'], Loading);
const NotMe = pageIn(() => import('./entry/not-me.tsx'), ['not-me', 'numbers'], Loading);
const Contest = pageIn(() => import('./entry/contest.tsx'), ['contest'], Loading);
const TakeBack = pageIn(() => import('./take-back/take-back.tsx'), ['take-back'], Loading);
const ComeBack = pageIn(() => import('./entry/come-back.tsx'), ['come-back', 'recover'], Loading);
const NotThem = pageIn(() => import('./entry/not-them.tsx'), ['not-them'], Loading);
const Recover = pageIn(() => import('./recover/recover.tsx'), ['recover'], Loading);
const RecoverReturn = pageIn(
  () => import('./recover/return.tsx'),
  ['recover', 'new-keys', 'key-name', 'protect', 'numbers'],
  Loading,
);
const AskForLink = pageIn(() => import('./recover-link/ask.tsx'), ['recover-link'], Loading);
const FollowLink = pageIn(() => import('./recover-link/link.tsx'), ['recover-link', 'sign-up', 'key-name'], Loading);
const NotFound = pageIn(() => import('./entry/not-found.tsx'), ['not-found'], Loading);
const AccountArea = pageIn(() => import('./account/account-area.tsx'), ['account', 'step-up'], Loading);

export function App() {
  const [firstPage] = useState(() => ({ isFirst: true }));
  return (
    <Boundary>
      <FirstPage value={firstPage}>
        <PlatformGate>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/sign-in">
                <SignIn />
              </Route>
              <Route path="/sign-in/suspended">
                <ComeBack />
              </Route>
              <Route path="/sign-up">
                <SignUp />
              </Route>
              <Route path="/setup">
                <Setup />
              </Route>
              <Route path="/not-me">
                <NotMe />
              </Route>
              <Route path="/contest">
                <Contest />
              </Route>
              <Route path="/take-back">
                <TakeBack />
              </Route>
              <Route path="/not-them">
                <NotThem />
              </Route>
              <Route path="/recover">
                <Recover />
              </Route>
              <Route path="/recover/return">
                <RecoverReturn />
              </Route>
              <Route path="/recover/e-mail">
                <AskForLink />
              </Route>
              <Route path="/recover/link">
                <FollowLink />
              </Route>
              <Route path={SIGNED_IN}>
                <AccountArea />
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </PlatformGate>
      </FirstPage>
    </Boundary>
  );
}
