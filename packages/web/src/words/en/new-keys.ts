// Words of registering two keys where nobody is signed in yet: at the set-up and at the end of a recovery.

const newKeys = {
  needed: 'What is needed',
  'needed.two-keys': 'Two different keys',
  'needed.two-keys.met': 'You have two.',
  'needed.two-keys.missing_zero': 'You have none yet.',
  'needed.two-keys.missing_one': 'You have one.',
  'needed.two-keys.missing_other': 'You have {{count}}.',
  'needed.elsewhere': 'One of them works on another device',
  'needed.elsewhere.met': 'If this computer is lost, the account is not.',
  'needed.elsewhere.missing': 'A security key, or a passkey that syncs to your phone, would.',
  met: 'Met',
  missing: 'Still missing',
  keys: 'Your keys',
  'keys.note': 'You can rename them later.',
  add: 'Add a key',
  'security-key': 'A security key',
  'security-key.what': 'A small USB or NFC device. Works with any computer or phone. The strongest choice.',
  'security-key.add': 'Add a security key',
  'client-device': 'This device',
  'client-device.what': 'Its fingerprint reader, face recognition or PIN. Some sync to your other devices.',
  'client-device.add': 'Add this device',
  hybrid: 'Your phone or tablet',
  'hybrid.what': 'Scan a code with it. The passkey syncs with your other devices of the same maker.',
  'hybrid.add': 'Add a phone',
  waiting: 'Waiting for the key',
  unsupported: 'Keys do not work in this browser, or not at this address.',
} as const;

export default newKeys;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'new-keys': typeof newKeys;
  }
}
