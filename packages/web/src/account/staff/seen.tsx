// What support sees of an account, and what support can do about it: have a link mailed to its holder, or nothing.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Pair, Pairs } from '../../look/pairs.tsx';
import { useToast } from '../../look/toast.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useTimes } from '../../words/use-times.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';

interface SeenProps {
  readonly seen: Answer<'support.look'>;
  readonly ticket: string;
}

export function Seen({ seen, ticket }: SeenProps) {
  const { t } = useTranslation('staff');
  const times = useTimes();
  const { protectedSince } = seen;
  return (
    <>
      <Ledger name={t('account')}>
        <Pairs>
          <Pair name={t('name')}>{seen.displayName}</Pair>
          <Pair name={t('email')}>{seen.email}</Pair>
          <Pair name={t('kind')} note={protectedSince !== null && t('kind.since', { day: times.day(protectedSince) })}>
            {t(`kind.${seen.tier}`)}
          </Pair>
          <Pair name={t('made')}>{times.day(seen.createdAt)}</Pair>
          <Pair name={t('holds')}>
            {seen.openHolds === 0 ? t('holds.none') : t('holds.some', { count: seen.openHolds })}
          </Pair>
        </Pairs>
      </Ledger>
      <Ledger name={t('recover')}>
        {seen.recoverable ? (
          <MailLink email={seen.email} ticket={ticket} />
        ) : (
          <p className="prose">{t('recover.protected')}</p>
        )}
      </Ledger>
    </>
  );
}

function MailLink({ email, ticket }: { readonly email: string; readonly ticket: string }) {
  const { t } = useTranslation('staff');
  const protectedCall = useProtectedCall();
  const toast = useToast();
  const attempt = useAttempt();
  const mail = () =>
    void attempt.run(async () => {
      await protectedCall('support.start-recovery', { body: { email, ticket } });
      toast(t('recover.done', { email }));
    });
  return (
    <>
      <p className="prose">{t('recover.what')}</p>
      <div className="actions top-4">
        <Button busy={attempt.busy} onClick={mail}>
          {t('recover.do')}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('recover.failed')} />
    </>
  );
}
