// Recognises passwords that many people choose, and those made from what is known about the person.

import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** @param personal what a guesser knows of the holder: address, display name, the platform's name */
export type IsGuessablePassword = (password: string, personal: readonly string[]) => Promise<boolean>;

/** Guessed within a million tries (zxcvbn's scale from 0 to 4). */
const SCORE_MIN = 2;
/** The estimate grows with the square of the length; what comes later only makes a password stronger. */
const JUDGED_LENGTH_MAX = 40;
/** Each way of reading digits as letters is a search of its own: by default a made-up text costs the server 60 ms. */
const LEET_READINGS_MAX = 3;
/** NIST SP 800-63B-4 §3.1.1.2: context-specific words and their derivatives. A name and a year leave less than this. */
const OWN_PART_MIN = 6;

interface Dictionary {
  readonly zxcvbn: ZxcvbnFactory;
  readonly words: ReadonlySet<string>;
}

/** Loads its dictionary with the first password that it judges: starting up does not wait for it. */
export function createIsGuessablePassword(): IsGuessablePassword {
  let dictionary: Promise<Dictionary> | undefined;

  return async (password, personal) => {
    dictionary ??= loadDictionary();
    const { zxcvbn, words } = await dictionary;
    const text = password.normalize('NFKC');
    const known = personalWords(personal);
    if (words.has(text.toLowerCase()) || withoutWords(text, known).length < OWN_PART_MIN) return true;
    return zxcvbn.check(text.slice(0, JUDGED_LENGTH_MAX), known).score < SCORE_MIN;
  };
}

async function loadDictionary(): Promise<Dictionary> {
  const [{ ZxcvbnFactory }, language] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: language.dictionary,
    graphs: language.adjacencyGraphs,
    maxLength: JUDGED_LENGTH_MAX,
    l33tMaxSubstitutions: LEET_READINGS_MAX,
  });
  return { zxcvbn, words: new Set(Object.values(language.dictionary).flat().map(String)) };
}

/** Each text whole, and its words: 'ada.lovelace@example.com' is also 'ada', 'lovelace', 'example'. */
function personalWords(personal: readonly string[]): string[] {
  const words = personal.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length > 2))];
}

function withoutWords(text: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), text.toLowerCase());
}
