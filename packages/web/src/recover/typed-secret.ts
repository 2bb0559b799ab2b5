// What somebody types from paper: a recovery key or a case secret, with capitals, spaces and dashes as they come.

const symbols = (typed: string): number => typed.replace(/[\s\-–—_.]/g, '').length;

const RECOVERY_KEY_LENGTH = 28;
const CASE_SECRET_LENGTH = 20;

export type TypedFault = 'missing' | 'part' | null;

const fault = (typed: string, length: number): TypedFault => {
  if (typed.trim() === '') return 'missing';
  return symbols(typed) === length ? null : 'part';
};

/** Whether a whole recovery key was typed: seven groups of four. Which group is wrong is the server's to say. */
export const recoveryKeyFault = (typed: string): TypedFault => fault(typed, RECOVERY_KEY_LENGTH);

/** Whether a whole case secret was typed: five groups of four. */
export const caseSecretFault = (typed: string): TypedFault => fault(typed, CASE_SECRET_LENGTH);
