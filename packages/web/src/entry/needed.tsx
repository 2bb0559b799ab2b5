// One requirement on the keys of an account, with whether it is met.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Row } from '../look/rows.tsx';
import { Status } from '../look/status.tsx';

interface NeededProps {
  readonly name: string;
  readonly met: boolean;
  readonly children: ReactNode;
}

export function Needed({ name, met, children }: NeededProps) {
  const { t } = useTranslation('new-keys');
  const mark = met ? 'held' : 'needs';
  return (
    <Row
      icon={mark}
      tone={met ? 'held' : 'wait'}
      name={name}
      end={<Status mark={mark}>{t(met ? 'met' : 'missing')}</Status>}
    >
      {children}
    </Row>
  );
}
