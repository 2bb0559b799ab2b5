// The drill: a recovery key typed back from its paper, found good, and not used up.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Failure } from '../failure.tsx';
import { TypedKeyField, useTypedKey } from '../protect/typed-key.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

/** `urgent`: it is what this page asks for. */
export function Practise({ urgent }: { readonly urgent: boolean }) {
  const { t } = useTranslation('recovery');
  const change = useChange();
  const attempt = useAttempt();
  const key = useTypedKey();
  const [good, setGood] = useState<number | null>(null);
  const practise = async () => {
    const proved = await key.judge((recoveryKey) => change('recovery-key.test', { body: { recoveryKey } }));
    if (!proved) return;
    key.type('');
    setGood(proved.ordinal);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setGood(null);
    if (key.isComplete()) void attempt.run(practise);
  };
  return (
    <Ledger name={t('practise')} note={t('practise.note')}>
      <form className="fit" onSubmit={send} noValidate>
        <TypedKeyField label={t('practise.field')} of={key} />
        <div className="actions top-4">
          <Button kind={urgent ? 'primary' : undefined} type="submit" busy={attempt.busy}>
            {t('practise.do')}
          </Button>
        </div>
      </form>
      <div className="top-4" role="status">
        {good !== null && (
          <Callout tone="held" point={t('practise.good', { ordinal: good })}>
            {t('practise.good.what')}
          </Callout>
        )}
      </div>
      <Failure of={attempt.failure} point={t('practise.failed')} />
    </Ledger>
  );
}
