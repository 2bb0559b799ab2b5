// Who travels, with what: shared by all stops of the tour.

import type { RunningClock } from '../../test/browser/running-clock.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import type { Mailbox } from '../../test/support/mailbox.ts';
import type { TestServer } from '../../test/support/running-server.ts';
import type { Diary } from './diary.ts';

export interface Tour {
  readonly diary: Diary;
  /** Where accounts are made without the pages, for people whose own way is no part of the tour. */
  readonly server: TestServer;
  readonly mailbox: Mailbox;
  /** The server's: it runs as the browsers' do, and is moved on where something waits for days. */
  readonly clock: RunningClock;
  /** The traveller at the desk, with a laptop's own key and a security key. */
  readonly desk: Visitor;
  /** The same person at another browser. */
  readonly elsewhere: Visitor;
  /** The same person at a new computer, with two new keys; and before that, somebody who found a recovery key. */
  readonly newcomer: Visitor;
  /** Somebody whom the traveller trusts, with a protected account of their own. */
  readonly friend: Visitor;
  /** The traveller's two recovery keys, once they are on paper. */
  paper: readonly string[];
}

export const EMAIL = 'mara@example.org';
export const FRIEND = 'noor@example.org';
export const PROTECTED = 'Your account is protected.';
