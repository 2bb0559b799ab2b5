// A case that waits, for the bearer of its secret: until when, for what, and the way to give it up.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../account/confirm-dialog.tsx';
import { call } from '../api.ts';
import { Button } from '../look/button.tsx';
import { PageHead } from '../look/heading.tsx';
import { Pair, Pairs } from '../look/pairs.tsx';
import { useTimes } from '../words/use-times.ts';
import type { Case } from './case-answer.ts';
import { CaseClock } from './case-clock.tsx';
import { FoundAKey } from './found-a-key.tsx';
import { WhoStops } from './who-stops.tsx';

interface GiveUpProps {
  readonly secret: string;
  readonly onGivenUp: () => void;
}

function GiveUp({ secret, onGivenUp }: GiveUpProps) {
  const { t } = useTranslation('recover');
  const [asking, setAsking] = useState(false);
  const giveUp = async () => {
    await call('recovery.withdraw', { body: { caseSecret: secret } });
    onGivenUp();
  };
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('give-up')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('give-up.title')}
          verb={t('give-up')}
          kind="weakens"
          safe={t('give-up.keep')}
          failed={t('give-up.failed')}
          act={giveUp}
          onClose={() => setAsking(false)}
        >
          <p>{t('give-up.what')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

export function WaitingCase({ found, secret, onGivenUp }: GiveUpProps & { readonly found: Case }) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const { account, startedAt, ripensAt, contacts } = found;
  return (
    <>
      <PageHead key="waiting" eyebrow={t('title')} title={t('title')} lede={t(`waits.lede.${found.waitsFor}`)}>
        {t('waits.statement', { when: times.fully(ripensAt) })}
      </PageHead>
      <CaseClock {...found} />
      <div className="top-6">
        <Pairs>
          <Pair name={t('account')}>{account}</Pair>
          <Pair name={t('started')}>{times.fully(startedAt)}</Pair>
          {contacts && (
            <Pair name={t('contacts')} note={contacts.approved < contacts.needed && t('contacts.what')}>
              {t('contacts.count', contacts)}
            </Pair>
          )}
        </Pairs>
      </div>
      <WhoStops {...found} />
      <FoundAKey />
      <div className="line-actions top-4">
        <GiveUp secret={secret} onGivenUp={onGivenUp} />
      </div>
    </>
  );
}
