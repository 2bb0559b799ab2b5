// What a key is, in a line of facts: make, synced or hardware, where it works.
import type { Answer } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../look/icon.tsx';

export type Key = Answer<'credential.list'>['credentials'][number];

export const KEY_ICON = {
  'security-key': 'security-key',
  'this-device': 'laptop',
  phone: 'phone',
  synced: 'synced',
} as const satisfies Record<Key['kind'], IconName>;

export function useKeyFacts(): (key: Key) => readonly string[] {
  const { t } = useTranslation('keys');
  return (key) => [
    key.make ?? t(`kind.${key.kind}`),
    key.synced ? t('synced') : t(key.makerVerified ? 'hardware.verified' : 'hardware.unverified'),
    t(key.worksElsewhere ? `works.${key.kind}` : 'works.only-here'),
  ];
}
