// Which passwords may be set: length over composition, and none from every attacker's list (NIST SP 800-63B-4 §3.1.1).

import type { PasswordFault } from '../refusal.ts';

/** Characters (Unicode code points after NFKC). A password here always stands beside a second factor. */
export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 256;

/** Null when the password may be set. `common` is the verdict of the word lists, which live on another floor. */
export function judgePassword(password: string, common: boolean): PasswordFault | null {
  const length = [...password.normalize('NFKC')].length;
  if (length < PASSWORD_LENGTH_MIN) return 'too-short';
  if (length > PASSWORD_LENGTH_MAX) return 'too-long';
  return common ? 'common' : null;
}
