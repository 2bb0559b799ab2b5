// What a completed recovery keeps, one by one: channels of alerts and contacts from before the case. What was young then is
// not ticked: only the holder can say whether it is theirs.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import { Ledger } from '../look/ledger.tsx';
import { Check } from '../look/options.tsx';
import { useTimes } from '../words/use-times.ts';

export type KeepOptions = Answer<'recovery.keep-options'>;

export interface Kept {
  readonly channels: readonly string[];
  readonly contacts: readonly string[];
}

/** What the page suggests. */
export const suggested = ({ channels, contacts }: KeepOptions): Kept => ({
  channels: channels.flatMap(({ id, settled }) => (settled ? [id] : [])),
  contacts: contacts.flatMap(({ id, settled }) => (settled ? [id] : [])),
});

export const isNothing = ({ channels, contacts }: KeepOptions): boolean => channels.length + contacts.length === 0;

const change = (ids: readonly string[], id: string, keeps: boolean) =>
  keeps ? [...ids, id] : ids.filter((other) => other !== id);

interface KeepProps {
  readonly options: KeepOptions;
  readonly kept: Kept;
  readonly onChange: (kept: Kept) => void;
}

export function Keep({ options, kept, onChange }: KeepProps) {
  const { t } = useTranslation('recover');
  const times = useTimes();
  const about = (since: number, settled: boolean) =>
    t(settled ? 'keep.since' : 'keep.young', { when: times.lately(since) });
  return (
    <Ledger name={t('keep')} note={t('keep.note')}>
      {options.channels.map(({ id, kind, label, since, settled }) => (
        <Check
          key={id}
          checked={kept.channels.includes(id)}
          onChange={(keeps) => onChange({ ...kept, channels: change(kept.channels, id, keeps) })}
        >
          {t(`keep.${kind}`, { label })} <span className="note">{about(since, settled)}</span>
        </Check>
      ))}
      {options.contacts.map(({ id, name, email, since, settled }) => (
        <Check
          key={id}
          checked={kept.contacts.includes(id)}
          onChange={(keeps) => onChange({ ...kept, contacts: change(kept.contacts, id, keeps) })}
        >
          {t('keep.contact', { name, email })} <span className="note">{about(since, settled)}</span>
        </Check>
      ))}
    </Ledger>
  );
}
