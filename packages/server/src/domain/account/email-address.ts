// One spelling for one mailbox, so that an address cannot be used twice by changing case or form.

/**
 * NFKC, trimmed, lower case, the domain in its ASCII form (RFC 5890) and without the dot of the DNS root. Local parts are
 * compared without case, as every large provider does.
 */
export function emailKey(address: string): string {
  const text = address.normalize('NFKC').trim().toLowerCase();
  const domainAt = text.lastIndexOf('@') + 1;
  return `${text.slice(0, domainAt)}${asciiDomain(text.slice(domainAt))}`.replace(/\.$/, '');
}

function asciiDomain(domain: string): string {
  const url = `http://${domain}`;
  return /^\p{ASCII}*$/u.test(domain) || !URL.canParse(url) ? domain : new URL(url).hostname;
}

/** What limits on mail count as one mailbox: most providers deliver ada+anything to ada. Two accounts may still share it. */
export function mailboxKey(address: string): string {
  return emailKey(address).replace(/^([^+@]+)\+[^@]*(?=@)/, '$1');
}
