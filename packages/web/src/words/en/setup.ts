// Words of the page where the operator's account is made.

const setup = {
  title: 'Set up',
  eyebrow: 'First start of {{platform}}',
  'statement.none': 'Make the operator’s account, with two keys.',
  'statement.one': 'One key is registered. It needs two.',
  'statement.elsewhere': 'You need one key that works on another device.',
  'statement.ready': 'Both keys are registered. Make the account.',
  lede: 'There is no password to choose and none to leak. Whoever holds one of these keys opens the account; nothing else does.',
  'you.name': 'Who you are',
  'you.note': 'Alerts about this account go to this address.',
  name: 'Your name',
  'name.missing': 'Type your name.',
  email: 'E-mail address',
  'email.missing': 'Type your e-mail address.',
  'email.malformed': 'That is not a whole e-mail address.',
  'email.taken': 'An account with this address exists already.',
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
  'add.note': 'Nothing exists yet. The account is made at the end.',
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
  'not-added': 'The key was not added.',
  'not-made': 'The account was not made.',
  complete: 'Make the account',
  'complete.locked.two-keys': 'Opens when two keys are registered.',
  'complete.locked.elsewhere': 'Opens when one key works on another device.',
  'complete.after': 'Protection is turned on next.',
  'gone.title': 'Set up',
  'gone.statement': 'This link does not open the set-up.',
  'gone.lede':
    'It may be cut short, or a newer one was printed. The server prints one each time it starts, until it is set up.',
  'done.statement': 'This server has been set up.',
  'done.lede': 'The link has done its work. The operator signs in with a key.',
  'done.sign-in': 'Sign in with a key',
  fetching: 'Checking the link',
  failed: 'We could not check the link.',
} as const;

export default setup;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    setup: typeof setup;
  }
}
