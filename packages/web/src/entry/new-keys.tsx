// Two keys for somebody who is not signed in: what is still needed, what there is, and what can be added.
import type { Body } from '@holdfast/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../look/button.tsx';
import type { IconName } from '../look/icon.tsx';
import { Ledger } from '../look/ledger.tsx';
import { Row, Rows } from '../look/rows.tsx';
import { keysSupported } from '../webauthn.ts';
import { Needed } from './needed.tsx';

export type NewKeyHint = Body<'setup.key-options'>['hint'];

const WAYS: readonly { readonly hint: NewKeyHint; readonly icon: IconName }[] = [
  { hint: 'security-key', icon: 'security-key' },
  { hint: 'client-device', icon: 'laptop' },
  { hint: 'hybrid', icon: 'phone' },
];

interface Progress {
  readonly keys: readonly { readonly nickname: string }[];
  /** In the server's words. */
  readonly unmet: readonly string[];
}

/** What is needed, line by line. `children`: more lines of the same kind. */
export function NeededKeys({ progress, children }: { readonly progress: Progress; readonly children?: ReactNode }) {
  const { t } = useTranslation('new-keys');
  const two = !progress.unmet.includes('two-keys');
  const elsewhere = !progress.unmet.includes('key-for-another-device');
  return (
    <Ledger name={t('needed')}>
      <Rows>
        <Needed name={t('needed.two-keys')} met={two}>
          {two ? t('needed.two-keys.met') : t('needed.two-keys.missing', { count: progress.keys.length })}
        </Needed>
        <Needed name={t('needed.elsewhere')} met={elsewhere}>
          {t(elsewhere ? 'needed.elsewhere.met' : 'needed.elsewhere.missing')}
        </Needed>
        {children}
      </Rows>
    </Ledger>
  );
}

export function RegisteredKeys({ progress }: { readonly progress: Progress }) {
  const { t } = useTranslation('new-keys');
  if (progress.keys.length === 0) return null;
  return (
    <Ledger name={t('keys')} note={t('keys.note')}>
      <Rows>
        {progress.keys.map(({ nickname }) => (
          <Row key={nickname} icon="key" name={nickname} />
        ))}
      </Rows>
    </Ledger>
  );
}

interface AddNewKeyProps {
  /** Which kind was asked for and has not answered yet. */
  readonly waitingFor: NewKeyHint | null;
  readonly note?: ReactNode;
  readonly onAdd: (hint: NewKeyHint) => void;
}

export function AddNewKey({ waitingFor, note, onAdd }: AddNewKeyProps) {
  const { t } = useTranslation('new-keys');
  if (!keysSupported()) {
    return (
      <Ledger name={t('add')}>
        <p>{t('unsupported')}</p>
      </Ledger>
    );
  }
  return (
    <Ledger name={t('add')} note={note}>
      <Rows>
        {WAYS.map(({ hint, icon }, position) => (
          <Row
            key={hint}
            icon={icon}
            name={t(hint)}
            end={
              <Button
                kind={position === 0 ? 'primary' : undefined}
                busy={waitingFor !== null}
                onClick={() => onAdd(hint)}
              >
                {waitingFor === hint ? t('waiting') : t(`${hint}.add`)}
              </Button>
            }
          >
            {t(`${hint}.what`)}
          </Row>
        ))}
      </Rows>
    </Ledger>
  );
}
