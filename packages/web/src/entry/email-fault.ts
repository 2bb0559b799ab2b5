// What is plainly wrong with an address before it is sent; the server has the last word.

/** `missing`, `malformed`, or null where it may be an address (the contract's own shape). */
export function emailFault(typed: string): 'missing' | 'malformed' | null {
  const email = typed.trim();
  if (email === '') return 'missing';
  return /^[^\s@]{1,64}@[^\s@]+$/.test(email) && email.length <= 254 ? null : 'malformed';
}
