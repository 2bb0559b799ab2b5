// The ways back for somebody who cannot sign in, folded away below the form.
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Icon } from '../look/icon.tsx';

export function CannotSignIn() {
  const { t } = useTranslation('sign-in');
  return (
    <details className="more">
      <summary>
        {t('help')}
        <Icon name="chevron" />
      </summary>
      <p className="small quiet top-3">{t('help.standard')}</p>
      <p className="line-actions">
        <Link className="line-link" href="/recover/e-mail">
          {t('help.e-mail')}
        </Link>
      </p>
      <p className="small quiet top-3">{t('help.protected')}</p>
      <p className="line-actions">
        <Link className="line-link" href="/recover">
          {t('help.recover')}
        </Link>
        <Link className="line-link" href="/recover/return">
          {t('help.return')}
        </Link>
        <Link className="line-link" href="/take-back">
          {t('help.take-back')}
        </Link>
      </p>
    </details>
  );
}
