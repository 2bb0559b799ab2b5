// Words of the dialog that asks for a fresh proof.

const stepUp = {
  title: 'Confirm that it is you.',
  cancel: 'Leave it as it was',
  'key.what': 'Touch one of your keys when your browser asks. It counts for {{span}}, in this browser only.',
  'key.touch': 'Touch a key',
  'key.waiting': 'Waiting for your key',
  'key.again': 'Ask again',
  'title.hardware': 'This needs a hardware key.',
  'hardware.what': 'From then on only hardware keys with a verified maker open this account, so touch one of those.',
  'title.reported': 'This needs a key of another make.',
  'reported.what':
    'The make of the key you used is reported as unsafe: it signs you in and adds another key. Touch a key of another make.',
  'title.too-new': 'This needs an older key.',
  'too-new': 'The key you used is new: it may do this from {{when}}.',
  'too-new.older': 'Touch one of these instead: {{keys}}.',
  'too-new.none': 'No other key of yours may do it sooner.',
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
