// A contested address: nobody is sent a recovery link until the holder says which one stays.
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Callout } from '../../look/callout.tsx';
import { useToast } from '../../look/toast.tsx';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

export function ContestCallout({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const change = useChange();
  const toast = useToast();
  const attempt = useAttempt();
  const { emailContest: contest, email } = account;
  if (!contest) return null;
  const decide = (keep: 'old' | 'new') =>
    void attempt.run(async () => {
      const decided = await change('email.decide', { body: { keep } });
      toast(t('contest.done', { email: decided.email }));
    });
  return (
    <div className="top-4">
      <Callout
        tone="wait"
        point={t('contest.point', { old: contest.old })}
        actions={
          <>
            <Button busy={attempt.busy} onClick={() => decide('old')}>
              {t('contest.old', { old: contest.old })}
            </Button>
            <Button busy={attempt.busy} onClick={() => decide('new')}>
              {t('contest.new', { email })}
            </Button>
          </>
        }
      >
        {t('contest.what')}
      </Callout>
      <Failure of={attempt.failure} point={t('not-changed')} />
    </div>
  );
}
