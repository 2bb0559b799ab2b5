// Moments in words for a page: in the viewer's zone, by this device's clock.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';
import { type TimeWords, timeWords } from './time.ts';

export function useTimes(): TimeWords {
  const { t } = useTranslation('time');
  return useMemo(() => timeWords(t, now, new Intl.DateTimeFormat().resolvedOptions().timeZone), [t]);
}
