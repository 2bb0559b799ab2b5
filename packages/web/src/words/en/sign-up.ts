// Words of the pages where an account is made.

const signUp = {
  title: 'Make an account',
  'closed.statement': '{{platform}} does not take new accounts.',
  'closed.lede': 'Accounts are made by the people who run it.',
  'email.statement': 'Make an account on {{platform}}',
  email: 'E-mail address',
  'email.why': 'Six digits go there, to see that it is yours. Alerts about your account go there too.',
  'email.missing': 'Type your e-mail address.',
  'email.malformed': 'That is not a whole e-mail address.',
  'email.send': 'Send six digits',
  'sign-in': 'I have an account: sign in',
  'code.statement': 'Type the six digits we sent.',
  'code.where': 'Sent to {{email}}',
  code: 'Six digits',
  'code.hint': 'They are valid for {{span}}. Check your spam folder too.',
  'code.known': 'If an account has this address already, the message says so and holds no digits.',
  'code.missing': 'Type all six digits.',
  'code.refused': 'Those are not the digits we sent, or they are too old. Check the newest message.',
  'code.continue': 'Continue',
  'code.again': 'Send new digits',
  'code.sent-again': 'New digits are on their way. The old ones no longer count.',
  'code.other': 'Use another address',
  'way.statement': 'How will you open it?',
  'way.lede': 'With a key there is nothing to remember, and nothing a fake page could take from you.',
  'way.lede.protected':
    'Here every account is protected: it opens with keys and nothing else. You add a second key next.',
  name: 'Your name',
  'name.hint': 'Shown to you and on your keys. You can change it later.',
  'name.missing': 'Type a name.',
  key: 'Use a key',
  'key.waiting': 'Waiting for your key',
  'key.what': 'This device, your phone, or a security key. Recommended.',
  'key.unsupported': 'Keys do not work in this browser, or not at this address.',
  password: 'Use a password and an authenticator app',
  'password.statement': 'A password, and an app that proves it is you.',
  'password.lede': 'Both are asked for each time you sign in.',
  'password.field': 'Password',
  'password.hint': 'At least 12 characters. A few words in a row are good.',
  'password.missing': 'Type a password.',
  'password.too-short': 'Too short: use at least 12 characters.',
  'password.too-long': 'Too long: use at most 256 characters.',
  'password.common': 'This password is on every attacker’s list, or says your own name. Choose another.',
  'app.scan': 'Scan this with an authenticator app',
  'app.qr': 'A code for your authenticator app. The same secret is beside it in letters.',
  'app.letters': 'Or type this secret into it',
  'app.open': 'Open it in an app on this device',
  'app.failed': 'We could not make a secret for the app.',
  'app.fetching': 'Making a secret for your app',
  'app.code': 'Code that the app shows',
  'app.code.missing': 'Type the six digits that the app shows.',
  'app.code.refused': 'That code does not fit. Wait for the next one and try it.',
  'password.make': 'Make the account',
  'password.back': 'Use a key instead',
  'not-made': 'The account was not made.',
} as const;

export default signUp;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'sign-up': typeof signUp;
  }
}
