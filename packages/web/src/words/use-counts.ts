// Counts and lists in words: "three", "Desk key, Phone and Travel key".
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type numbers from './en/numbers.ts';

export interface CountWords {
  /** "three" up to twelve, "13" above. */
  readonly count: (count: number) => string;
  /** "Desk key, Phone and Travel key". */
  readonly list: (names: readonly string[]) => string;
}

type Word = Exclude<keyof typeof numbers, 'and' | 'comma'>;
const WORDS_MAX = 12;

export function useCounts(): CountWords {
  const { t } = useTranslation('numbers');
  return useMemo(
    () => ({
      count: (count) =>
        Number.isInteger(count) && count >= 0 && count <= WORDS_MAX ? t(String(count) as Word) : String(count),
      list: (names) =>
        names.length < 2 ? names.join('') : `${names.slice(0, -1).join(t('comma'))}${t('and')}${names.at(-1) ?? ''}`,
    }),
    [t],
  );
}
