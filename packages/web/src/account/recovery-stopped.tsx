// Told once, to somebody whose sign-in ended a recovery that was under way.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryState } from 'wouter/use-browser-location';
import { readArrival } from '../arrival.ts';
import { Button, ButtonLink } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';

export function RecoveryStopped() {
  const { t } = useTranslation(['account', 'shared']);
  const arrived = readArrival(useHistoryState()) === 'recovery-stopped';
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (!arrived) return;
    setTold(true);
    // Loading the page again does not tell it again.
    history.replaceState(null, '');
  }, [arrived]);
  if (!told) return null;
  return (
    <div className="under-6">
      <Callout
        tone="held"
        role="alert"
        point={t('recovery-stopped')}
        actions={
          <>
            <ButtonLink small href="/case">
              {t('recovery-stopped.see')}
            </ButtonLink>
            <Button kind="plain" small onClick={() => setTold(false)}>
              {t('shared:close')}
            </Button>
          </>
        }
      >
        {t('recovery-stopped.what')}
      </Callout>
    </div>
  );
}
