// The seam between a slow change and the dialog that asks for a second proof first.
import { createContext, useContext } from 'react';

export interface SecondWanted {
  /** What is confirmed, as a sentence: "Phone is removed." */
  readonly what: string;
  /** How long the change waits even with two proofs: "3 days". Null where two finish it at once. */
  readonly fixed: string | null;
}

/** True to go on, with two proofs or with one; false when the person leaves it. */
export type AskForSecond = (wanted: SecondWanted) => Promise<boolean>;

export const SecondProofContext = createContext<AskForSecond>(async () => true);

/**
 * Before a slow change: `if (!(await askForSecond({ what, fixed }))) return;`. Where the account has nothing that could be
 * a second proof nobody is asked, and the change goes on with one.
 */
export const useSecondProof = (): AskForSecond => useContext(SecondProofContext);
