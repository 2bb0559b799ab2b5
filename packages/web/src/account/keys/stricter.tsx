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
import type { Account } from '../account-answer.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { HoldBox } from '../hold/hold-box.tsx';
import { useBegunWords } from '../hold/use-hold-words.ts';
import { useReadySpan } from '../hold/use-pacing.ts';
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
  return (
    <Ledger name={t(account.tier === 'hardware' ? 'strict.on' : 'strict')} note={t('strict.note')}>
      {account.tier === 'hardware' ? <Lower account={account} /> : <Raise account={account} keys={keys} />}
    </Ledger>
  );
}

function Raise({ account, keys }: StricterProps) {
  const { t } = useTranslation('keys');
  const counts = useCounts();
  const sayBegun = useBegunWords();
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
    if (waits && !(await askForSecond({ kind: 'protection.raise-floor', what: t('strict.confirms') }))) return;
    const begun = await change('protection.raise-floor');
    toast(begun.hold ? sayBegun(begun.hold) : t('strict.done'));
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
            {t('strict.title.what')} {waits && t('strict.waits')} {wouldStop && <Loud>{wouldStop}</Loud>}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Lower({ account }: Pick<StricterProps, 'account'>) {
  const { t } = useTranslation('keys');
  const probation = useProbation(account);
  const span = useReadySpan(account, 'protection.lower-floor');
  const sayBegun = useBegunWords();
  const change = useChange();
  const askForSecond = useSecondProof();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const hold = account.holds.find((waiting) => waiting.kind === 'protection.lower-floor');
  if (hold) return <HoldBox hold={hold} />;
  const lower = async () => {
    if (!(await askForSecond({ kind: 'protection.lower-floor', what: t('lower.confirms') }))) return;
    const started = await change('protection.lower-floor');
    toast(started.hold ? sayBegun(started.hold) : t('lower.now'));
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
          title={t('lower.title')}
          verb={t('lower.do')}
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
