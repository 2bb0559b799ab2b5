// While protection settles, an alert's page leads first to where it can be taken back: whoever turned it on has its keys.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { useTimes } from '../words/use-times.ts';

export function TakeBack({ until }: { readonly until: number }) {
  const { t } = useTranslation('not-me');
  const times = useTimes();
  return (
    <div className="under-6">
      <Callout
        tone="stop"
        point={t('take-back.point', { when: times.fully(until) })}
        below={
          <div className="actions">
            <ButtonLink kind="primary" href="/take-back">
              {t('take-back.go')}
            </ButtonLink>
          </div>
        }
      >
        {t('take-back.what')}
      </Callout>
    </div>
  );
}
