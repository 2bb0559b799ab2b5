// What a webhook of the platform is sent: alerts, or every event of the log, in which form and from where on.
import { useTranslation } from 'react-i18next';
import { Options } from '../../look/options.tsx';
import type { Webhook } from './use-webhook-calls.ts';

const SENDS = ['alerts', 'events-ocsf', 'events'] as const;
const STARTS = ['now', 'beginning'] as const;

export interface Stream {
  readonly sends: Webhook['sends'];
  readonly startsAt: (typeof STARTS)[number];
}

interface StreamChoiceProps {
  readonly value: Stream;
  readonly onChange: (stream: Stream) => void;
}

export function StreamChoice({ value: stream, onChange }: StreamChoiceProps) {
  const { t } = useTranslation('webhooks');
  return (
    <>
      <Options
        legend={t('sends')}
        value={stream.sends}
        onChange={(sends) => onChange({ ...stream, sends })}
        options={SENDS.map((value) => ({ value, name: t(`sends.${value}`), note: t(`sends.${value}.note`) }))}
      />
      {stream.sends !== 'alerts' && (
        <Options
          legend={t('starts')}
          value={stream.startsAt}
          onChange={(startsAt) => onChange({ ...stream, startsAt })}
          options={STARTS.map((value) => ({ value, name: t(`starts.${value}`) }))}
        />
      )}
    </>
  );
}
