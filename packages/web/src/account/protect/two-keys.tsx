// Step 2: two keys, one of which works on another device. What is still missing is the server's word.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Needed } from '../../entry/needed.tsx';
import { Button } from '../../look/button.tsx';
import { PageHead } from '../../look/heading.tsx';
import { Ledger } from '../../look/ledger.tsx';
import { Row, Rows } from '../../look/rows.tsx';
import { Empty } from '../../look/waiting.tsx';
import { useCounts } from '../../words/use-counts.ts';
import { AddKeyDialog } from '../keys/add-key-dialog.tsx';
import { KEY_ICON, useKeyFacts } from '../keys/key-facts.tsx';
import type { KeyHint } from '../keys/use-add-key.ts';
import { Drop } from './drop.tsx';
import type { Enrolment } from './enrolment-answer.ts';

interface TwoKeysProps {
  readonly enrolment: Enrolment;
  readonly title: string;
  readonly go: (step: number | null) => void;
}

type Missing = 'two-keys' | 'key-for-another-device';
const MISSING: readonly Missing[] = ['two-keys', 'key-for-another-device'];

/** The headline of this step: what is missing, or that nothing is. */
function stateOf(missing: readonly Missing[], count: number): 'met' | 'none' | 'one' | 'elsewhere' {
  if (missing.length === 0) return 'met';
  if (!missing.includes('two-keys')) return 'elsewhere';
  return count === 0 ? 'none' : 'one';
}

export function TwoKeys({ enrolment, title, go }: TwoKeysProps) {
  const { t } = useTranslation(['protect', 'keys']);
  const counts = useCounts();
  const facts = useKeyFacts();
  const { credentials, unmet } = enrolment;
  const missing = MISSING.filter((requirement) => unmet.includes(requirement));
  const state = stateOf(missing, credentials.length);
  const number = counts.count(credentials.length);
  const traveller = credentials.find((key) => key.worksElsewhere);
  const first = missing[0];
  return (
    <>
      <PageHead key={state} eyebrow={t('eyebrow')} title={title} lede={t(`keys.lede.${state}`, { number })}>
        {t(`keys.statement.${state}`)}
      </PageHead>
      <Ledger name={t('keys.needed')}>
        <Rows>
          <Needed met={!missing.includes('two-keys')} name={t('keys.two')}>
            {t('keys.two.have', { count: credentials.length, number })}
          </Needed>
          <Needed met={!missing.includes('key-for-another-device')} name={t('keys.elsewhere')}>
            {traveller ? t('keys.elsewhere.met', { name: traveller.nickname }) : t('keys.elsewhere.missing')}
          </Needed>
        </Rows>
      </Ledger>
      <Ledger name={t('keys.yours')}>
        {credentials.length === 0 ? (
          <Empty point={t('keys.empty')}>{t('keys.empty.what')}</Empty>
        ) : (
          <Rows>
            {credentials.map((key) => (
              <Row key={key.id} icon={KEY_ICON[key.kind]} name={key.nickname} facts={facts(key)} />
            ))}
          </Rows>
        )}
      </Ledger>
      <AddKeys
        name={t(state === 'met' ? 'keys.add.more' : state === 'elsewhere' ? 'keys.add.travels' : 'keys.add')}
        urgent={state !== 'met'}
        hints={state === 'elsewhere' ? ['security-key', 'hybrid'] : ['security-key', 'hybrid', 'client-device']}
        taken={credentials.map((key) => key.nickname)}
      />
      <div className="actions">
        <Button
          kind={first ? undefined : 'primary'}
          unavailable={missing.length > 1 ? t('keys.opens.both') : first ? t(`keys.opens.${first}`) : null}
          onClick={() => go(3)}
        >
          {t('keys.continue')}
        </Button>
        <Drop />
      </div>
    </>
  );
}

const HINT_ICON = { 'security-key': 'security-key', hybrid: 'phone', 'client-device': 'laptop' } as const;

interface AddKeysProps {
  readonly name: string;
  /** Something is missing: the strongest choice is the page's primary action. */
  readonly urgent: boolean;
  readonly hints: readonly KeyHint[];
  readonly taken: readonly string[];
}

function AddKeys({ name, urgent, hints, taken }: AddKeysProps) {
  const { t } = useTranslation(['protect', 'keys']);
  const [adding, setAdding] = useState<KeyHint | null>(null);
  return (
    <Ledger name={name} note={t('keys.add.note')}>
      <Rows>
        {hints.map((hint) => (
          <Row
            key={hint}
            icon={HINT_ICON[hint]}
            name={t(`keys:add.${hint}`)}
            end={
              <Button kind={urgent && hint === 'security-key' ? 'primary' : undefined} onClick={() => setAdding(hint)}>
                {t(`keys.add.${hint}`)}
              </Button>
            }
          >
            {t(`keys:add.${hint}.what`)}
          </Row>
        ))}
      </Rows>
      {adding && <AddKeyDialog enrolling hint={adding} taken={taken} onClose={() => setAdding(null)} />}
    </Ledger>
  );
}
