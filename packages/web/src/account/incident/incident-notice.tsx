// On every page, until the checklist is answered: the way to it.
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ButtonLink } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { useRead } from '../use-read.ts';

export function IncidentNotice() {
  const { t } = useTranslation('account');
  const [path] = useLocation();
  const open = useRead('incident.read').data?.incident ?? null;
  if (open === null || path === '/incident') return null;
  return (
    <div className="under-6">
      <Callout
        tone="wait"
        point={t('incident.banner')}
        actions={
          <ButtonLink small href="/incident">
            {t('incident.banner.go')}
          </ButtonLink>
        }
      >
        {t('incident.banner.why')}
      </Callout>
    </div>
  );
}
