// "Three of seven groups read correctly.", while a key is typed back whose slip is still on the page.
import { useTranslation } from 'react-i18next';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { readBack } from './read-back.ts';

const GROUPS = 7;

/** Said again only when the sentence changes. */
export function ReadSoFar({ typed, slips }: { readonly typed: string; readonly slips: readonly string[] }) {
  const { t } = useTranslation('protect');
  const counts = useCounts();
  const { right, wrong } = readBack(typed, slips);
  const all = right === GROUPS && wrong === null;
  const none = right === 0 && wrong === null;
  const read =
    right === 0 ? t('prove.read.none') : t('prove.read', { count: right, number: opening(counts.count(right)) });
  return (
    <p className="small quiet top-2" role="status">
      {all ? t('prove.all') : none ? t('prove.none') : read}{' '}
      {wrong !== null && wrong <= GROUPS && t('prove.wrong', { group: wrong })}
    </p>
  );
}
