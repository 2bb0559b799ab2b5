// What just happened on the account, told on whatever page is open, with the way to stop it. It stays until it is closed.
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { useTimes } from '../../words/use-times.ts';
import { type LiveAlert, useLive } from './use-live.ts';

const SHOWN = 3;

/** A recovery that began is said at once, whatever else is being read out. */
const isUrgent = ({ type, outcome }: LiveAlert): boolean =>
  outcome === 'done' && (type === 'holdfast.recovery.begin' || type === 'holdfast.account.lock');

export function LiveNotice() {
  const [alerts, setAlerts] = useState<readonly LiveAlert[]>([]);
  const add = useCallback((alert: LiveAlert) => setAlerts((before) => [alert, ...before]), []);
  useLive(add);
  // There before anything is said in it: what appears together with its words is often not read out.
  return (
    <div aria-live={alerts.some(isUrgent) ? 'assertive' : 'polite'}>
      {alerts.length > 0 && <Told alerts={alerts} onClose={() => setAlerts([])} />}
    </div>
  );
}

function Told({ alerts, onClose }: { readonly alerts: readonly LiveAlert[]; readonly onClose: () => void }) {
  const { t } = useTranslation('account');
  const times = useTimes();
  const [newest] = alerts;
  if (!newest) return null;
  const shown = alerts.slice(0, SHOWN);
  const more = alerts.length - shown.length;
  return (
    <div className="under-6">
      <Callout
        tone="wait"
        point={newest.what}
        below={
          <>
            {shown.slice(1).map((alert) => (
              <p key={alert.id}>
                <strong>{alert.what}</strong> {tellWhere(alert, times.at(alert.at))}
              </p>
            ))}
            {more > 0 && <p>{t('live.more', { count: more })}</p>}
          </>
        }
        actions={
          <>
            <ButtonLink small href="/activity">
              {t('live.see')}
            </ButtonLink>
            {newest.links.notMe !== null && (
              <a className="btn btn-small" href={newest.links.notMe}>
                {t('live.not-me')}
              </a>
            )}
            <Button kind="plain" small onClick={onClose}>
              {t('live.close')}
            </Button>
          </>
        }
      >
        {tellWhere(newest, times.at(newest.at))}
      </Callout>
    </div>
  );
}

/** "Chrome on Linux, today at 13:58." */
const tellWhere = ({ device }: LiveAlert, when: string): string => {
  const words = device === null ? when : `${device}, ${when}`;
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}.`;
};
