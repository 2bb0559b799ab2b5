// What an alert's words are made of, and what they are made from.

import type { AuditEventRow } from '../../storage/tables.ts';
import type { Fact } from './letter.ts';
import type { Particulars } from './particulars.ts';

export interface AlertWords {
  /** The fact, without its full stop. `account` is 'your account', in a subject 'your Skerry account'. */
  readonly fact: (account: string) => string;
  /** What follows from it, a sentence or two each. */
  readonly follows: readonly string[];
  /** Particulars beyond when, where, device and key. */
  readonly facts?: readonly Fact[];
  /** What stands for the key that was used, where the evidence names none. */
  readonly key?: string;
  /** What the key of the evidence is, where it is not the one that was used. */
  readonly keyIs?: string;
  /** A page of ours that goes further than “This wasn’t me”. */
  readonly action?: { readonly label: string; readonly path: string; readonly note: string };
  /** “This wasn’t me” is offered, not pressed on anybody: nothing is left to stop, or no link stops it. */
  readonly calm?: true;
}

export interface Told {
  readonly event: AuditEventRow;
  /** As the account was when the event was recorded. */
  readonly protectedAccount: boolean;
  /** Left out where the alert was recorded without: it is then said so that it is true of every case. */
  readonly particulars?: Particulars;
}

export type Say = (told: Told) => AlertWords;
