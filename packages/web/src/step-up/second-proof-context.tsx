// The seam between a slow change and the dialog that asks for a second proof first.
import { createContext, useContext } from 'react';
import type { SlowKind } from '../account/hold/hold-answer.ts';

export interface SecondWanted {
  /** How long it takes, with one proof and with two, is the server's word for its kind. */
  readonly kind: SlowKind;
  /** What is confirmed, as a sentence: "Phone is removed." */
  readonly what: string;
}

/** True to go on, with two proofs or with one; false when the person leaves it. */
export type AskForSecond = (wanted: SecondWanted) => Promise<boolean>;

export const SecondProofContext = createContext<AskForSecond>(async () => true);

/**
 * Before a slow change: `if (!(await askForSecond({ kind, what }))) return;`. Where the account has nothing that could be
 * a second proof nobody is asked, and the change goes on with one.
 */
export const useSecondProof = (): AskForSecond => useContext(SecondProofContext);
