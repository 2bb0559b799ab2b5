// An address as somebody is shown it who may know it already: enough to recognise, not enough to learn.

/** `m•••@example.org` */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}•••${email.slice(at)}`;
}
