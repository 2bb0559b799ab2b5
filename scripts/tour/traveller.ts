// Who travels, with what: shared by all stops of the tour.

import type { Visitor } from '../../test/browser/visitor.ts';
import type { Mailbox } from '../../test/support/mailbox.ts';
import type { TestServer } from '../../test/support/running-server.ts';
import type { WitnessProcess } from '../../test/support/witness-process.ts';
import type { Diary } from './diary.ts';
import type { Terminal } from './terminal.ts';

export interface Tour {
  readonly diary: Diary;
  /** Accounts are made here without the pages, for people whose own way is no part of the tour. */
  readonly server: TestServer;
  readonly mailbox: Mailbox;
  /** Lets time pass for the server and for every browser: for what waits for days. */
  wait(ms: number): Promise<void>;
  /** The traveller at the desk, with a laptop's own key and a security key. */
  readonly desk: Visitor;
  /** The same person at another browser. */
  readonly elsewhere: Visitor;
  /** The same person at a new computer, with two new keys; and before that, somebody who found a recovery key. */
  readonly newcomer: Visitor;
  /** Somebody whom the traveller trusts, with a protected account of their own. */
  readonly friend: Visitor;
  /** Somebody else, at a browser of their own. */
  enter(url: string): Promise<Visitor>;
  /** Beside the server, with the folder in which evidence is kept. */
  readonly terminal: Terminal;
  /** What has to be ended when the tour is over, however it ends. */
  readonly afterwards: AsyncDisposableStack;
  /** The outside witness, once it was asked. */
  witness: WitnessProcess | null;
  /** The traveller's two recovery keys, once they are on paper. */
  paper: readonly string[];
  /** Two that wait to take their place. */
  newPaper: readonly string[];
}

export const EMAIL = 'mara@example.org';
export const FRIEND = 'noor@example.org';
export const PROTECTED = 'Your account is protected.';
