// One spelling for one mailbox, so that an address cannot be used twice by changing case or form.

/** NFKC, trimmed, lower case. Local parts are compared without case, as every large provider does. */
export function emailKey(address: string): string {
  const text = address.normalize('NFKC').trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1).replace(/\.$/, '');
  return `${text.slice(0, at)}@${domain}`;
}
