// Behind a recovery link: a key that was suspended comes back by its own touch.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { goOn } from '../entry/go-on.ts';
import { Trouble } from '../entry/trouble.tsx';
import { Button } from '../look/button.tsx';
import { authenticate, stopWaiting } from '../webauthn.ts';

export function SuspendedKey() {
  const { t } = useTranslation('recover-link');
  const [, navigate] = useLocation();
  const attempt = useAttempt();
  useEffect(() => stopWaiting, []);
  const use = () =>
    void attempt.run(async () => {
      const response = await authenticate(await call('credential.come-back-options'));
      const { next } = await call('credential.come-back', { body: { with: 'link', response } });
      navigate(goOn(next), { replace: true });
    });
  return (
    <section className="top-6">
      <h2>{t('suspended.title')}</h2>
      <p className="quiet top-1 under-4">{t('suspended.what')}</p>
      {attempt.failure !== null && <Trouble error={attempt.failure} point={t('suspended.refused')} />}
      <Button block icon="key" busy={attempt.busy} onClick={use}>
        {t(attempt.busy ? 'suspended.waiting' : 'suspended.do')}
      </Button>
    </section>
  );
}
