// A code as people type it, spaces and dashes included.

/** The six digits, or null where there are not exactly six. */
export function sixDigits(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
