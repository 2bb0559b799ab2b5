// One of the two new recovery keys, typed back from its copy: a key that cannot be read back is no key.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../account/failure.tsx';
import { ReadSoFar } from '../account/protect/read-so-far.tsx';
import { TypedKeyField, useTypedKey } from '../account/protect/typed-key.tsx';
import { useAttempt } from '../account/use-attempt.ts';
import { call } from '../api.ts';
import { Button } from '../look/button.tsx';
import { Callout } from '../look/callout.tsx';
import { Ledger } from '../look/ledger.tsx';

interface TryOneProps {
  readonly slips: readonly string[];
  readonly onTried: () => void;
}

export function TryOne({ slips, onTried }: TryOneProps) {
  const { t } = useTranslation('recover');
  const attempt = useAttempt();
  const key = useTypedKey();
  const [good, setGood] = useState<number | null>(null);
  const tryIt = async () => {
    // The session is as fresh as a session can be, so that no further proof is asked for.
    const proved = await key.judge((recoveryKey) => call('recovery-key.test', { body: { recoveryKey } }));
    if (!proved) return;
    setGood(proved.ordinal);
    onTried();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (key.isComplete()) void attempt.run(tryIt);
  };
  return (
    <Ledger name={t('back.prove')} note={t('back.prove.note')}>
      {good === null && (
        <form className="fit" onSubmit={send} noValidate>
          <TypedKeyField label={t('back.prove.field')} of={key} />
          <ReadSoFar typed={key.typed} slips={slips} />
          <div className="actions top-4">
            <Button kind="primary" type="submit" busy={attempt.busy}>
              {t('back.prove.do')}
            </Button>
          </div>
        </form>
      )}
      <div role="status">
        {good !== null && (
          <Callout tone="held" point={t('back.proved', { number: good })}>
            {t('back.proved.what')}
          </Callout>
        )}
      </div>
      <Failure of={attempt.failure} point={t('back.prove.failed')} />
    </Ledger>
  );
}
