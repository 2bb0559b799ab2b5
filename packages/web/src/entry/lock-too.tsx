// “Is more wrong than this?”: Lock, from every page of an alert's link, as long as the link is good.
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../account/use-attempt.ts';
import { ApiProblem } from '../api-problem.ts';
import { Button } from '../look/button.tsx';
import { Trouble } from './trouble.tsx';

interface LockTooProps {
  readonly locked: boolean;
  /** Something else is under way on the page. */
  readonly busy?: boolean;
  /** Rejects where nothing was locked. */
  readonly onLock: () => Promise<void>;
}

const isLimited = (failure: unknown) => failure instanceof ApiProblem && failure.code === 'lock.limited';

export function LockToo({ locked, busy = false, onLock }: LockTooProps) {
  const { t } = useTranslation('not-me');
  const { busy: locking, failure, run } = useAttempt();
  return (
    <div className="top-6">
      <h2>{t('lock.title')}</h2>
      <p className="quiet top-1">{t(locked ? 'lock.already' : 'lock.what')}</p>
      {failure !== null && <Trouble error={failure} point={t(isLimited(failure) ? 'lock.failed' : 'lock.unknown')} />}
      {!locked && (
        <div className="actions">
          <Button icon="lock" busy={busy || locking} onClick={() => void run(onLock)}>
            {t('lock.do')}
          </Button>
        </div>
      )}
    </div>
  );
}
