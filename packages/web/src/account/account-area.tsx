// Everything behind sign-in: it reads the session once, then hands over to the signed-in pages. Its chunk is loaded apart.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import { call } from '../api.ts';
import { ApiProblem } from '../api-problem.ts';
import { ToastArea } from '../look/toast.tsx';
import { Failed, Ghost } from '../look/waiting.tsx';
import { StepUpArea } from '../step-up/step-up-area.tsx';
import { Unreachable } from '../unreachable.ts';
import { isLook } from './is-look.ts';
import { AccountRoutes } from './routes.tsx';
import { SessionContext } from './session.tsx';

const RETRIES_MAX = 2;

/** The cache lives and dies with the area: nothing of an account stays in memory after sign-out. */
const createCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => error instanceof Unreachable && failures < RETRIES_MAX,
        staleTime: 5_000,
      },
      mutations: { retry: false },
    },
  });

function SignedInOnly() {
  const { t } = useTranslation('shared');
  const session = useQuery({
    queryKey: ['session.read'],
    queryFn: (context) => call('session.read', { signal: context.signal, look: isLook(context) }),
  });
  // Somebody who never was signed in here is not told that they were signed out.
  const nobody = session.error instanceof ApiProblem && session.error.code === 'session.required';
  if (nobody && !session.data) return <Redirect to="/sign-in" replace />;
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <StepUpArea>
          <AccountRoutes />
        </StepUpArea>
      </SessionContext>
    );
  }
  return (
    <main className="page">
      {session.error ? (
        <Failed point={t('page.failed')} error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Ghost what={t('fetching')} />
      )}
    </main>
  );
}

export default function AccountArea() {
  const [cache] = useState(createCache);
  return (
    <QueryClientProvider client={cache}>
      <ToastArea>
        <SignedInOnly />
      </ToastArea>
    </QueryClientProvider>
  );
}
