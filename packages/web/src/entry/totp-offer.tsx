// A secret for an authenticator app: as a code to scan, in letters to type, and as a link for an app on this device.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Ghost } from '../look/waiting.tsx';

const QrCode = lazy(() => import('../look/qr-code.tsx'));

interface TotpOfferProps {
  /** Base32. */
  readonly secret: string;
  /** otpauth://totp/… */
  readonly uri: string;
}

export function TotpOffer({ secret, uri }: TotpOfferProps) {
  const { t } = useTranslation('sign-up');
  return (
    <div className="pair-up">
      <div>
        <p className="label">{t('app.scan')}</p>
        <Suspense fallback={<Ghost what={t('app.fetching')} lines={4} />}>
          <QrCode text={uri} name={t('app.qr')} />
        </Suspense>
      </div>
      <div>
        <p className="label">{t('app.letters')}</p>
        <p className="secret">{secret.match(/.{1,4}/g)?.join(' ')}</p>
        <p className="small top-3">
          <a href={uri}>{t('app.open')}</a>
        </p>
      </div>
    </div>
  );
}
