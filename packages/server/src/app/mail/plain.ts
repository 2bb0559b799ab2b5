// Makes text that a person supplied fit for one line of a mail: no line breaks, nothing invisible that reorders it.

// Controls, lone surrogates, line and paragraph separators, and the marks that turn the reading direction (UAX #9 §2).
const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const LINK_LIKE = /:\/\/|www\.|[^\s.]\.\p{L}{2,}/iu;
const WORD_JOINER = '\u2060';

/** One line of at most `lengthMax` characters. A header made of it cannot hold a second header (RFC 5322 §2.2). */
export function plain(text: string, lengthMax = 254): string {
  const line = text.replace(UNFIT, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= lengthMax ? line : `${characters.slice(0, lengthMax - 1).join('')}…`;
}

/**
 * A name that somebody chose, in quotation marks. Mail programs make links of text that looks like one, and whoever is
 * in the account could name a key “evil.example”: an invisible joiner in such a name leaves it no link.
 */
export function quoted(name: string): string {
  const line = plain(name, 60);
  return `“${LINK_LIKE.test(line) ? line.replace(/[.:/@]/g, `$&${WORD_JOINER}`) : line}”`;
}
