// "Trust it now": a new key and a recovery key beside it, one after the other. The new key is trusted from then on.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { useToast } from '../../look/toast.tsx';
import { Touches } from '../../look/touches.tsx';
import { RecoveryKeyBeside } from '../../step-up/recovery-key-beside.tsx';
import { authenticate, stopWaiting } from '../../webauthn.ts';
import { useExplain } from '../../words/use-explain.ts';
import { useAttempt } from '../use-attempt.ts';
import type { Key } from './key-facts.tsx';

interface TrustDialogProps {
  readonly credential: Key;
  readonly onClose: () => void;
}

export function TrustDialog({ credential: { nickname: name }, onClose }: TrustDialogProps) {
  const { t } = useTranslation(['keys', 'step-up', 'recover']);
  const explain = useExplain();
  const cache = useQueryClient();
  const toast = useToast();
  const attempt = useAttempt();
  const [answered, setAnswered] = useState(false);
  const form = useId();
  const { busy, failure } = attempt;
  const useIt = () =>
    void attempt.run(async () => {
      const response = await authenticate(await call('step-up.key-options'));
      await call('step-up.key', { body: { response } });
      setAnswered(true);
    });
  const end = (madeTrusted: boolean) => {
    toast(t(madeTrusted ? 'trust.done' : 'trust.other', { name }));
    onClose();
    return cache.invalidateQueries();
  };
  const close = () => {
    stopWaiting();
    onClose();
  };
  return (
    <Dialog
      title={t('trust.title', { name })}
      safe={t('trust.keep')}
      onClose={close}
      action={
        answered ? (
          <Button kind="primary" type="submit" form={form} busy={busy}>
            {t('trust.do.second')}
          </Button>
        ) : (
          <Button kind="primary" icon="key" busy={busy} onClick={useIt}>
            {busy ? t('add.waiting') : t('trust.do.first', { name })}
          </Button>
        )
      }
    >
      <div className="confirming">
        <p>
          <strong>{t('trust.confirms', { name })}</strong>
        </p>
        <p>{t('trust.what', { name })}</p>
      </div>
      <Touches
        steps={[
          {
            name: t(answered ? 'trust.first.done' : 'trust.first', { name }),
            state: answered ? 'done' : 'now',
            children: !answered && <p role="status">{failure !== null && explain(failure).sentence}</p>,
          },
          {
            name: t(answered ? 'trust.second' : 'trust.second.later'),
            state: answered ? 'now' : 'later',
            children: answered && (
              <RecoveryKeyBeside form={form} attempt={attempt} onGiven={(madeTrusted) => void end(madeTrusted)} />
            ),
          },
        ]}
      />
    </Dialog>
  );
}
