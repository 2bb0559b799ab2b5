// Another password or app ends what the one before had opened: somebody who changes it means to shut the finder out.

import type { Operation } from '../../domain/authority.ts';
import { endSessions } from '../../storage/session.ts';
import type { Work } from '../operate.ts';

/** Those that were opened with no key, but for the one that asks. @returns how many were live. */
export const endFactorSessions = (
  { tx, account, session, now }: Pick<Work, 'tx' | 'account' | 'session' | 'now'>,
  operation: Operation,
): Promise<number> => endSessions(tx, { accountId: account.id, except: session.id, openedWith: null }, operation, now);
