// What somebody is told who arrives at sign-in: why they are here, or that there is nothing to sign in to yet.
import { useTranslation } from 'react-i18next';
import { useHistoryState } from 'wouter/use-browser-location';
import { Callout } from '../look/callout.tsx';
import { readNotice } from '../notice.ts';
import { usePlatform } from '../platform.tsx';

export function SignInNotices() {
  const { t } = useTranslation('sign-in');
  const platform = usePlatform();
  const notice = readNotice(useHistoryState())?.notice;
  return (
    <>
      {!platform.setUp && (
        <div className="under-5">
          <Callout tone="wait" point={t('not-set-up')}>
            {t('not-set-up.how')}
          </Callout>
        </div>
      )}
      {notice && (
        <div className="under-5">
          <Callout role="status" tone={notice === 'locked' ? 'held' : 'plain'} point={t(`notice.${notice}`)}>
            {t(`notice.${notice}.why`)}
          </Callout>
        </div>
      )}
    </>
  );
}
