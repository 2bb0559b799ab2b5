// "This wasn't me": the page behind an alert's link. Opening it changes nothing; its button acts, once, and only takes away.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { ButtonLink } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { isGone, type Linked, LinkedFrame, useLinked } from './linked.tsx';
import { LockToo } from './lock-too.tsx';
import { NotMeAsk } from './not-me-ask.tsx';
import { LockedDone, NotMeDone } from './not-me-done.tsx';
import { TakeBack } from './take-back-hint.tsx';

type Found =
  | { readonly is: 'open'; readonly alert: Answer<'alert.read'> }
  | { readonly is: 'mine' }
  | { readonly is: 'used'; readonly alert: Answer<'alert.read'> }
  | { readonly is: 'stopped'; readonly answer: Answer<'alert.disown'>; readonly alert: Answer<'alert.read'> }
  | { readonly is: 'locked'; readonly answer: Answer<'alert.lock'>; readonly alert: Answer<'alert.read'> };

async function read(link: string, signal?: AbortSignal): Promise<Linked<Found>> {
  const alert = await call('alert.read', { body: { link }, ...(signal ? { signal } : {}) });
  return { is: alert.used ? 'used' : 'open', alert };
}

function Closed({ is }: { readonly is: 'mine' | 'used' | 'gone' }) {
  const { t } = useTranslation('not-me');
  return (
    <PageHead
      key={is}
      title={t(`${is}.title`)}
      lede={t(`${is}.lede`)}
      actions={is !== 'mine' && <ButtonLink href="/sign-in">{t('sign-in.password')}</ButtonLink>}
    >
      {t(`${is}.statement`)}
    </PageHead>
  );
}

export default function NotMe() {
  const { t } = useTranslation('not-me');
  const { link, found, setFound, retry } = useLinked(read);
  const stop = async (alert: Answer<'alert.read'>) => {
    try {
      const answer = await call('alert.disown', { body: { link } });
      setFound({ is: 'stopped', answer, alert });
    } catch (error) {
      // Spent meanwhile in another window: the account is stopped all the same.
      if (!isGone(error)) throw error;
      setFound({ is: 'used', alert });
    }
  };
  const lock = async (alert: Answer<'alert.read'>) => {
    const answer = await call('alert.lock', { body: { link } });
    setFound({ is: 'locked', answer, alert });
  };
  const words = { title: t('title'), fetching: t('fetching'), failed: t('failed'), still: t('failed.still') };
  return (
    <LinkedFrame found={found} retry={retry} words={words}>
      {found.is === 'open' && (
        <NotMeAsk
          alert={found.alert}
          onStop={() => stop(found.alert)}
          onLock={() => lock(found.alert)}
          onMine={() => setFound({ is: 'mine' })}
        />
      )}
      {found.is === 'locked' && <LockedDone answer={found.answer} alert={found.alert} />}
      {found.is === 'stopped' && (
        <NotMeDone answer={found.answer}>
          <LockToo locked={found.answer.frozen || found.alert.locked} onLock={() => lock(found.alert)} />
        </NotMeDone>
      )}
      {(found.is === 'mine' || found.is === 'used' || found.is === 'gone') && <Closed is={found.is} />}
      {found.is === 'used' && found.alert.takeBackUntil !== null && <TakeBack until={found.alert.takeBackUntil} />}
      {found.is === 'used' && <LockToo locked={found.alert.locked} onLock={() => lock(found.alert)} />}
    </LinkedFrame>
  );
}
