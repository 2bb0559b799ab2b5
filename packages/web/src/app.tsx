// Every address and its page. Sign-in is at hand at once; all other pages are loaded when they are gone to.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { SignIn } from './entry/sign-in.tsx';
import { Boundary } from './look/boundary.tsx';
import { FirstPage } from './look/heading.tsx';
import { Ghost } from './look/waiting.tsx';
import { PlatformGate } from './platform.tsx';

const SignUp = lazy(() => import('./entry/sign-up.tsx'));
const Setup = lazy(() => import('./entry/setup.tsx'));
const NotMe = lazy(() => import('./entry/not-me.tsx'));
const NotFound = lazy(() => import('./entry/not-found.tsx').then((page) => ({ default: page.NotFound })));
const AccountArea = lazy(() => import('./account/account-area.tsx'));

const SIGNED_IN = /^\/(?:keys|sessions|activity|account|protect)?$/;

function Loading() {
  const { t } = useTranslation('shared');
  return (
    <main className="page">
      <Ghost what={t('fetching')} />
    </main>
  );
}

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
              <Route path="/sign-up">
                <SignUp />
              </Route>
              <Route path="/setup">
                <Setup />
              </Route>
              <Route path="/not-me">
                <NotMe />
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
