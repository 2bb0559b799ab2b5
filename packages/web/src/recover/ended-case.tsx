// A case that leads nowhere any more, and what can be done instead.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { useTimes } from '../words/use-times.ts';
import type { Case } from './case-answer.ts';

function Next({ again }: { readonly again: boolean }) {
  const { t } = useTranslation('recover');
  return (
    <>
      <ButtonLink kind="primary" icon="key" href="/sign-in">
        {t('ended.sign-in')}
      </ButtonLink>
      {again && <ButtonLink href="/recover">{t('ended.again')}</ButtonLink>}
    </>
  );
}

export function EndedCase({ found }: { readonly found: Case }) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const state = found.state === 'done' || found.state === 'expired' ? found.state : 'vetoed';
  return (
    <PageHead
      key={state}
      eyebrow={t('case', { number: found.caseNumber })}
      title={t('title')}
      lede={
        <>
          {t(`${state}.lede`, { when: times.at(found.endedAt ?? found.expiresAt) })}
          {state === 'vetoed' && ` ${t('vetoed.next')}`}
        </>
      }
      actions={<Next again={state !== 'done'} />}
    >
      {t(`${state}.statement`)}
    </PageHead>
  );
}

export function GivenUp() {
  const { t } = useTranslation('recover');
  return (
    <PageHead key="given-up" eyebrow={t('title')} title={t('title')} lede={t('given-up.lede')} actions={<Next again />}>
      {t('given-up.statement')}
    </PageHead>
  );
}
