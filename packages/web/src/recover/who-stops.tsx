// Who can stop this recovery, said as it is: with one recovery key anybody of the account; else a key that was trusted then.
import { useTranslation } from 'react-i18next';
import { Callout } from '../look/callout.tsx';
import type { Case } from './case-answer.ts';

export function WhoStops({ begunWith }: Pick<Case, 'begunWith'>) {
  const { t } = useTranslation('recover');
  return (
    <div className="top-6">
      <Callout point={t(`stops.${begunWith}`)}>{t(`stops.${begunWith}.what`)}</Callout>
    </div>
  );
}
