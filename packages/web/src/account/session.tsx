// Who is signed in here, for the pages below.
import type { Answer } from '@holdfast/contract';
import { createContext, useContext } from 'react';

export type SignedIn = Answer<'session.read'>;

export const SessionContext = createContext<SignedIn | null>(null);

/** The session being used. Only inside the account area. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session above this component');
  return session;
}
