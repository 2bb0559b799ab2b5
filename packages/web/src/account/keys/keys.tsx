// Keys: what opens the account, and what is kept for the day when all keys are lost.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Status } from '../../look/status.tsx';
import { Empty } from '../../look/waiting.tsx';
import { opening } from '../../words/time.ts';
import { useCounts } from '../../words/use-counts.ts';
import { useTimes } from '../../words/use-times.ts';
import type { Account } from '../account-answer.ts';
import { useReadySpan } from '../hold/use-pacing.ts';
import { both, Loaded } from '../loaded.tsx';
import { useRead } from '../use-read.ts';
import { AddKeyDialog } from './add-key-dialog.tsx';
import type { Key } from './key-facts.tsx';
import { KeyRow } from './key-row.tsx';
import { Stricter } from './stricter.tsx';

export default function Keys() {
  const { t } = useTranslation(['keys', 'key-name', 'holds', 'numbers']);
  const account = useRead('account.read');
  const list = useRead('credential.list');
  return (
    <Loaded
      from={both(account, list)}
      title={t('title')}
      fetching={t('fetching')}
      failed={t('failed')}
      still={t('failed.still')}
    >
      {([read, { credentials }]) => <KeysPage account={read} keys={credentials} />}
    </Loaded>
  );
}

function KeysPage({ account, keys }: { readonly account: Account; readonly keys: readonly Key[] }) {
  const { t } = useTranslation('keys');
  const counts = useCounts();
  const span = useReadySpan(account, 'credential.remove');
  const [adding, setAdding] = useState(false);
  const names = keys.map((key) => key.nickname);
  const active = keys.filter((key) => key.stage !== 'suspended');
  const opens = account.tier === 'hardware' ? active.filter((key) => key.countsForHardware).length : active.length;
  const statement =
    opens === 0
      ? t('statement.none')
      : opens === 1
        ? t('statement.one')
        : t('statement.many', { number: opening(counts.count(opens)) });
  const lede = account.tier !== 'standard' ? 'lede.protected' : opens === 0 ? 'lede.none' : 'lede.standard';
  return (
    <>
      <PageHead
        eyebrow={t('title')}
        title={t('title')}
        lede={t(lede, { span })}
        actions={
          <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        }
      >
        {statement}
      </PageHead>
      <Ledger name={t('yours')} note={keys.length > 0 && t('yours.note')}>
        {keys.length === 0 ? (
          <Empty point={t('empty')}>{t('empty.what')}</Empty>
        ) : (
          <Rows>
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                credential={key}
                tier={account.tier}
                hasPaper={(account.recovery?.readiness.recoveryKeys ?? 0) > 0}
                nameIsShared={names.filter((name) => name === key.nickname).length > 1}
              />
            ))}
          </Rows>
        )}
      </Ledger>
      {account.recovery && <Recovery recovery={account.recovery} />}
      {account.tier !== 'standard' && <Stricter account={account} keys={keys} />}
      {adding && <AddKeyDialog taken={names} onClose={() => setAdding(false)} />}
    </>
  );
}

function Recovery({ recovery }: { readonly recovery: NonNullable<Account['recovery']> }) {
  const { t } = useTranslation('keys');
  const times = useTimes();
  const counts = useCounts();
  const { readiness, recoveryKeys, waitHours } = recovery;
  const { recoveryKeys: keysLeft, lastProvedAt: provedAt } = readiness;
  const madeAt = Math.max(...recoveryKeys.map((key) => key.madeAt));
  const name =
    keysLeft === 0
      ? t('recovery.name.none')
      : keysLeft === 1
        ? t('recovery.name.one')
        : t('recovery.name', { number: opening(counts.count(keysLeft)) });
  return (
    <Ledger name={t('recovery')} note={t('recovery.note')}>
      <Rows>
        <Row
          icon="paper"
          name={name}
          marks={readiness.nag === null && <Status mark="held">{t('recovery.ready')}</Status>}
          end={
            <ButtonLink small href="/recovery">
              {t('recovery.go')}
            </ButtonLink>
          }
        >
          {keysLeft > 0 && t('recovery.made', { when: times.lately(madeAt) })}{' '}
          {provedAt !== null && t('recovery.proved', { when: times.lately(provedAt) })}{' '}
          {t('recovery.waits', { span: times.span(waitHours * 3600) })}
        </Row>
      </Rows>
    </Ledger>
  );
}
