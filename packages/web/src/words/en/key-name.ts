// What new keys are called until their holders name them.
import type { KeyKind } from '../../key-name.ts';

const keyName = {
  'security-key': 'Security key',
  phone: 'Phone',
  mac: 'Mac',
  windows: 'Windows computer',
  iphone: 'iPhone',
  ipad: 'iPad',
  android: 'Android phone',
  linux: 'Linux computer',
  other: 'This device',
} as const satisfies Record<KeyKind, string>;

export default keyName;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'key-name': typeof keyName;
  }
}
