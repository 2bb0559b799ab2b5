// A recovery that has just been started: how long it waits, and the case secret, this once.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../look/heading.tsx';
import { useTimes } from '../words/use-times.ts';
import { CaseClock } from './case-clock.tsx';
import { CaseSecret, useReturnAddress } from './case-secret.tsx';
import { FoundAKey } from './found-a-key.tsx';
import { WhoStops } from './who-stops.tsx';

export function Started({ started }: { readonly started: Answer<'recovery.begin'> }) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const address = useReturnAddress();
  return (
    <>
      <PageHead key="started" eyebrow={t('title')} title={t('title')} lede={t('started.lede')}>
        {t('started.statement')}
      </PageHead>
      <CaseClock {...started} />
      <CaseSecret {...started} />
      <h2 className="top-6">{t('look-back')}</h2>
      <p className="quiet top-1">{t('look-back.what', { address, opens: times.at(started.ripensAt) })}</p>
      <WhoStops {...started} />
      <FoundAKey />
    </>
  );
}
