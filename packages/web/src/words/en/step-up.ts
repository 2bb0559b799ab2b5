// Words of the dialogs that ask for a fresh proof, and for a second one.

const stepUp = {
  title: 'Confirm that it is you.',
  cancel: 'Leave it as it was',
  'key.what': 'Use one of your keys when your browser asks. It counts for {{span}}, in this browser only.',
  'key.touch': 'Use a key',
  'key.waiting': 'Waiting for your key',
  'key.again': 'Ask again',
  'title.hardware': 'This needs a hardware key.',
  'hardware.what': 'From then on only hardware keys with a verified maker open this account, so use one of those.',
  'title.reported': 'This needs a key of another make.',
  'reported.what':
    'The make of the key you used is reported as unsafe: it signs you in and adds another key. Use a key of another make.',
  'title.too-new': 'This needs a trusted key.',
  'too-new': 'The key you used is new: it may do this from {{when}}.',
  'too-new.older': 'Use one of these instead: {{keys}}.',
  'too-new.none':
    'No other key of yours may do it sooner. A recovery key typed beside a new key makes it trusted at once.',
  'second.title': 'Second key or recovery key at hand?',
  'second.confirms': 'You confirm: {{what}}',
  'second.title.key': 'Second key at hand?',
  'second.title.paper': 'Recovery key at hand?',
  'second.quick':
    'With two it is done now. Else it takes a week: another key has to finish it after {{ready}}, or, where none is used, the same one after {{own}}.',
  'second.fixed':
    'With two it happens by itself after {{two}}, with no second touch. With one, another key has to finish it then, or, where none is used, the same one after {{own}}.',
  'second.quick.standard': 'With two it is done now. With one it is ready in {{ready}}, and you confirm it once more.',
  'second.fixed.standard':
    'With two it happens by itself after {{two}}, with no second touch. With one you confirm it once more then.',
  'second.first': 'Your first key',
  'second.other': 'Another trusted key',
  'second.other.which': 'One of these, but not the same again: {{keys}}.',
  'second.other.one': 'One of these: {{keys}}.',
  'second.paper': 'One of your recovery keys',
  'second.paper.field': 'Recovery key',
  'second.paper.hint': 'From either paper. Typing it here does not use it up.',
  'second.key': 'Use a second key',
  'second.key.instead': 'Use a second key instead',
  'second.type': 'Check the recovery key',
  'second.type.instead': 'Type a recovery key instead',
  'second.one': 'Go on with one',
  'password.instead': 'Use password and code instead',
  'password.what': 'Your password and a code from your app. It counts for {{span}}, in this browser only.',
  password: 'Password',
  'password.missing': 'Type your password.',
  'password.confirm': 'Confirm',
  code: 'Code from your authenticator app',
  'code.missing': 'Type the six digits that the app shows.',
  refused: 'Password and code did not fit together. Check both.',
} as const;

export default stepUp;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'step-up': typeof stepUp;
  }
}
