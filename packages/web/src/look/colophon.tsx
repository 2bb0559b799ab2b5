// What every page ends in: whose address this is, and where help and sources are.
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform.tsx';

/** `places` on pages that show a place: the country database asks for a link back. */
export function Colophon({ places = false }: { readonly places?: boolean | undefined }) {
  const { t } = useTranslation('shared');
  const { host, helpUrl, geoCredit } = usePlatform();
  return (
    <footer className="foot">
      <p>
        <span className="mono">{host}</span>
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
