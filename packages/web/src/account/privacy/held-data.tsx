// Everything that is held on the person, as a file: asked for with a fresh proof, and then the browser's own download.
import { useTranslation } from 'react-i18next';
import { requestTarget } from '../../api.ts';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { useToast } from '../../look/toast.tsx';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';

/** The server says what the file is called. */
function download(ticket: string): void {
  const link = document.createElement('a');
  link.href = requestTarget('data.download', { query: { ticket } }).target;
  link.download = '';
  link.click();
}

export function HeldData({ account }: { readonly account: Account }) {
  const { t } = useTranslation('privacy');
  const change = useChange();
  const toast = useToast();
  const probation = useProbation(account);
  const attempt = useAttempt();
  const begin = () =>
    void attempt.run(async () => {
      const { ticket } = await change('data.export', { body: {} });
      download(ticket);
      toast(t('held.begun'));
    });
  return (
    <Ledger name={t('held')} note={t('held.note')}>
      <p className="prose">{t('held.what')}</p>
      <Failure of={attempt.failure} point={t('held.failed')} />
      <div className="actions top-4">
        <Button busy={attempt.busy} unavailable={probation} onClick={begin}>
          {t('held.do')}
        </Button>
      </div>
    </Ledger>
  );
}
