// Why a delivery failed, as an operator may read it: the other end's words, without whom they name.

/** An address, with or without its brackets: the mail servers of others repeat whom they refuse. */
const ADDRESS = /<?[^\s<>"'(),;:]+@[^\s<>"'(),;:]+>?/g;
/** What may be a token or a link's secret: long, and no word of any language. */
const TOKEN = /[A-Za-z0-9_\-+/=]{24,}/g;

export const plainReason = (error: string): string => error.replace(ADDRESS, '(an address)').replace(TOKEN, '(…)');
