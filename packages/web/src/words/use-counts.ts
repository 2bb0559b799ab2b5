// Counts and lists in words: "three", "Desk key, Phone and Travel key".
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type numbers from './en/numbers.ts';

export interface CountWords {
  /** "three" up to twelve, "13" above. */
  readonly count: (count: number) => string;
  /** "Desk key, Phone and Travel key". */
  readonly list: (names: readonly string[]) => string;
  /** "Desk key, Phone or Travel key". */
  readonly anyOf: (names: readonly string[]) => string;
}

type Word = Exclude<keyof typeof numbers, 'and' | 'or' | 'comma'>;
const WORDS_MAX = 12;

export function useCounts(): CountWords {
  const { t } = useTranslation('numbers');
  return useMemo(() => {
    const joined = (names: readonly string[], last: 'and' | 'or') =>
      names.length < 2 ? names.join('') : `${names.slice(0, -1).join(t('comma'))}${t(last)}${names.at(-1) ?? ''}`;
    return {
      count: (count) =>
        Number.isInteger(count) && count >= 0 && count <= WORDS_MAX ? t(String(count) as Word) : String(count),
      list: (names) => joined(names, 'and'),
      anyOf: (names) => joined(names, 'or'),
    };
  }, [t]);
}
