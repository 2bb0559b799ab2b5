// The backup codes of a standard account: how many are left, and ten new ones, shown once.
import type { Answer } from '@holdfast/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Dialog } from '../../look/dialog.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Status } from '../../look/status.tsx';
import { usePlatform } from '../../platform.tsx';
import { saveText } from '../../save-text.ts';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { Failure } from '../failure.tsx';
import { useAttempt } from '../use-attempt.ts';
import { useChange } from '../use-change.ts';

type Made = Answer<'backup-code.make'>;

export function BackupCodesSection({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const times = useTimes();
  const change = useChange();
  const attempt = useAttempt();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const { backupCodes } = account;
  const make = () =>
    void attempt.run(async () => {
      setMade(await change('backup-code.make'));
      setAsking(false);
    });
  return (
    <Ledger name={t('codes')} note={t('codes.note')}>
      <p>
        {backupCodes === null
          ? t('codes.none')
          : t('codes.left', { count: backupCodes.left, day: times.day(backupCodes.madeAt) })}
      </p>
      {backupCodes?.nag && (
        <p className="top-3">
          <Status mark="needs">{t(`codes.nag.${backupCodes.nag}`)}</Status>
        </p>
      )}
      <div className="actions top-4">
        <Button busy={attempt.busy} onClick={() => (backupCodes === null ? make() : setAsking(true))}>
          {t(backupCodes === null ? 'codes.make' : 'codes.replace')}
        </Button>
      </div>
      <Failure of={attempt.failure} point={t('not-changed')} />
      {asking && (
        <Dialog
          title={t('codes.replace.title')}
          safe={t('codes.keep')}
          onClose={() => setAsking(false)}
          action={
            <Button kind="primary" busy={attempt.busy} onClick={make}>
              {t('codes.replace')}
            </Button>
          }
        >
          <p>{t('codes.replace.what')}</p>
        </Dialog>
      )}
      {made && <Shown made={made} email={account.email} onClose={() => setMade(null)} />}
    </Ledger>
  );
}

interface ShownProps {
  readonly made: Made;
  readonly email: string;
  readonly onClose: () => void;
}

/** They are in this dialog and nowhere else. */
function Shown({ made, email, onClose }: ShownProps) {
  const { t } = useTranslation('settings');
  const times = useTimes();
  const { host } = usePlatform();
  const about = t('codes.for', { email, host, day: times.day(made.madeAt) });
  const save = () => saveText(t('codes.file'), [about, '', ...made.codes, ''].join('\n'));
  return (
    <Dialog
      title={t('codes.shown.title')}
      safe={t('codes.shown.done')}
      onClose={onClose}
      action={
        <Button kind="primary" icon="download" onClick={save}>
          {t('codes.save')}
        </Button>
      }
    >
      <p>{t('codes.shown.what')}</p>
      <figure className="slip codes top-4">
        <figcaption className="slip-head">{about}</figcaption>
        <ul>
          {made.codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </figure>
      <div className="line-actions top-3">
        <Button kind="plain" onClick={() => window.print()}>
          {t('codes.print')}
        </Button>
      </div>
    </Dialog>
  );
}
