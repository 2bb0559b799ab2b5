// The case secret as a slip of paper: to read, to print, to save. It is on this page and nowhere else.
import type { Answer } from '@holdfast/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../look/button.tsx';
import { Slip } from '../look/slip.tsx';
import { usePlatform } from '../platform.tsx';
import { saveText } from '../save-text.ts';
import { useTimes } from '../words/use-times.ts';

/** Where somebody comes back, as they type it. */
export function useReturnAddress(): string {
  const { host } = usePlatform();
  return `${host}/recover/return`;
}

/** Asks before the page is left by mistake, until the secret was printed or saved: it cannot be shown again. */
function useLeaveGuard(): () => void {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    if (kept) return;
    const hold = (leaving: BeforeUnloadEvent) => leaving.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [kept]);
  return () => setKept(true);
}

export function CaseSecret({ caseNumber, caseSecret, startedAt, ripensAt }: Answer<'recovery.begin'>) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const { host } = usePlatform();
  const address = useReturnAddress();
  const number = caseNumber;
  const keep = useLeaveGuard();
  const opens = times.fully(ripensAt);
  const print = () => {
    window.print();
    keep();
  };
  const save = () => {
    const text = [
      t('file.about', { host, number, started: times.fully(startedAt) }),
      '',
      t('file.secret', { secret: caseSecret }),
      '',
      t('file.return', { address, opens }),
      '',
    ];
    saveText(t('file.name', { number }), text.join('\n'));
    keep();
  };
  return (
    <section className="top-6">
      <h2>{t('secret.title')}</h2>
      <p className="quiet top-1 under-4">{t('secret.what')}</p>
      <div className="slips">
        <Slip
          name={t('secret')}
          note={t('case', { number })}
          secret={caseSecret}
          paper={t('paper.return', { address, opens })}
        />
      </div>
      <div className="actions top-4">
        <Button kind="primary" icon="printer" onClick={print}>
          {t('print')}
        </Button>
        <Button icon="download" onClick={save}>
          {t('save')}
        </Button>
      </div>
    </section>
  );
}
