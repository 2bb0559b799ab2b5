// The case secret as a slip of paper: to read, to print, to save. It is on this page and nowhere else.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../look/button.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Slip } from '../look/slip.tsx';
import { usePlatform } from '../platform.tsx';
import { saveText } from '../save-text.ts';
import { useTimes } from '../words/use-times.ts';
import { type LeaveGuard, useLeaveGuard } from './use-leave-guard.ts';

/** Where somebody comes back, as they type it. */
export function useReturnAddress(): string {
  const { host } = usePlatform();
  return `${host}/recover/return`;
}

/** Printed or saved the secret may be; copied by hand it may be too, which nobody can see: so the page asks. */
function LeaveQuestion({ leaving, stay, leave }: LeaveGuard) {
  const { t } = useTranslation('recover');
  if (leaving === null) return null;
  return (
    <Dialog
      title={t('leave.title')}
      safe={t('leave.stay')}
      onClose={stay}
      action={<Button onClick={leave}>{t('leave.do')}</Button>}
    >
      <p>{t('leave.what')}</p>
    </Dialog>
  );
}

export function CaseSecret({ caseNumber, caseSecret, startedAt, ripensAt }: Answer<'recovery.begin'>) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const { host } = usePlatform();
  const address = useReturnAddress();
  const number = caseNumber;
  const [kept, setKept] = useState(false);
  const guard = useLeaveGuard(!kept);
  const opens = times.fully(ripensAt);
  const print = () => {
    window.print();
    setKept(true);
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
    setKept(true);
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
      <LeaveQuestion {...guard} />
    </section>
  );
}
