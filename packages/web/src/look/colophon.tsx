// What every page ends in: whose address this is, how the sealed log stands, and where help and sources are.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform.tsx';

interface ColophonProps {
  /** The page shows a place: the country database asks for a link back. */
  readonly places?: boolean | undefined;
  readonly log?: ReactNode;
}

export function Colophon({ places = false, log }: ColophonProps) {
  const { t } = useTranslation('shared');
  const { host, helpUrl, geoCredit } = usePlatform();
  return (
    <footer className="foot">
      <p>
        <span className="mono">{host}</span>
        {log}
      </p>
      {(places || helpUrl) && (
        <ul>
          {places && (
            <li>
              <a href={geoCredit.url} rel="noreferrer">
                {geoCredit.text}
              </a>
            </li>
          )}
          {helpUrl && (
            <li>
              <a href={helpUrl} rel="noreferrer">
                {t('help')}
              </a>
            </li>
          )}
        </ul>
      )}
    </footer>
  );
}
