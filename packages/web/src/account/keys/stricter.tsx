// Stricter still: hardware keys only. Raising the floor is instant where it shuts out no trusted key; else it waits, as
// lowering it does.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../look/button.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Loud } from '../../look/loud.tsx';
import { Status } from '../../look/status.tsx';
import { useToast } from '../../look/toast.tsx';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { HoldBox } from '../holds.tsx';
import { useChange } from '../use-change.ts';
import { useProbation } from '../use-probation.ts';
import type { Key } from './key-facts.tsx';

const UNMET = ['two-hardware-keys', 'key-for-another-device'] as const;

interface StricterProps {
  readonly account: Account;
  readonly keys: readonly Key[];
}

export function Stricter({ account, keys }: StricterProps) {
  const { t } = useTranslation('keys');
  const times = useTimes();
  const span = times.span(account.holdHours * 3600);
  return (
    <Ledger name={t(account.tier === 'hardware' ? 'strict.on' : 'strict')} note={t('strict.note', { span })}>
      {account.tier === 'hardware' ? (
        <Lower account={account} span={span} />
      ) : (
        <Raise account={account} keys={keys} span={span} />
      )}
    </Ledger>
  );
}

function Raise({ account, keys, span }: StricterProps & { readonly span: string }) {
  const { t } = useTranslation('keys');
  const counts = useCounts();
  const times = useTimes();
  const change = useChange();
  const askForSecond = useSecondProof();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const { hardwareUnmet } = account;
  const have = keys.filter((key) => key.countsForHardware).length;
  const others = keys.filter((key) => !key.countsForHardware).map((key) => key.nickname);
  const waits = account.hardwareShutsOut.length > 0;
  const hold = account.holds.find((waiting) => waiting.kind === 'protection.raise-floor');
  if (hold) return <HoldBox hold={hold} />;
  const raise = async () => {
    if (waits && !(await askForSecond({ what: t('strict.confirms'), fixed: null }))) return;
    const begun = await change('protection.raise-floor');
    toast(begun.hold ? t('strict.begun', { when: times.fully(begun.hold.ripensAt) }) : t('strict.done'));
    setAsking(false);
  };
  const missing = hardwareUnmet.map((unmet) => t(`strict.unmet.${UNMET.find((known) => known === unmet) ?? 'other'}`));
  const wouldStop = others.length > 0 && t('strict.would-stop', { count: others.length, names: counts.list(others) });
  return (
    <>
      <div className="prose">
        <h3>{t('strict.name')}</h3>
        <p className="quiet">{t('strict.what')}</p>
        <p className="quiet">
          {t('strict.have', { count: have, number: counts.count(have) })}{' '}
          {missing.length > 0 ? missing.join(' ') : wouldStop && <Loud>{wouldStop}</Loud>}
        </p>
      </div>
      <div className="actions top-4">
        <Button unavailable={missing.length > 0 ? t('strict.missing') : null} onClick={() => setAsking(true)}>
          {t('strict.do')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('strict.title')}
          verb={t('strict.do')}
          safe={t('strict.keep')}
          failed={t('strict.failed')}
          act={raise}
          onClose={() => setAsking(false)}
        >
          <p>
            {t('strict.title.what', { span })} {waits && t('strict.waits')} {wouldStop && <Loud>{wouldStop}</Loud>}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Lower({ account, span }: Pick<StricterProps, 'account'> & { readonly span: string }) {
  const { t } = useTranslation('keys');
  const probation = useProbation(account);
  const times = useTimes();
  const change = useChange();
  const askForSecond = useSecondProof();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'protection.lower-floor');
  if (hold) return <HoldBox hold={hold} />;
  const lower = async () => {
    if (!(await askForSecond({ what: t('lower.confirms'), fixed: null }))) return;
    const started = await change('protection.lower-floor');
    toast(started.hold ? t('lower.done', { when: times.fully(started.hold.ripensAt) }) : t('lower.now'));
    setAsking(false);
  };
  return (
    <>
      <div className="prose">
        <h3>
          <Status mark="held">{t('strict.name')}</Status>
        </h3>
        <p className="quiet">{t('strict.is-on')}</p>
      </div>
      <div className="actions top-4">
        <Button unavailable={probation} onClick={() => setAsking(true)}>
          {t('lower.do')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('lower.title', { span })}
          verb={t('lower.confirm', { span })}
          kind="weakens"
          safe={t('lower.keep')}
          failed={t('strict.failed')}
          act={lower}
          onClose={() => setAsking(false)}
        >
          <p>{t('lower.what', { span })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
