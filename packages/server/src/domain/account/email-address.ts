// One spelling for one mailbox, so that an address cannot be used twice by changing case or form.

/** NFKC, trimmed, lower case, without the dot of the DNS root. Local parts are compared without case, as every large provider does. */
export function emailKey(address: string): string {
  return address.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '');
}
