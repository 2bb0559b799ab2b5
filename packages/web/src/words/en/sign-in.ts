// Words of the sign-in page.

const signIn = {
  title: 'Sign in to {{platform}}',
  email: 'E-mail address',
  'email.missing': 'Type your e-mail address first.',
  'email.malformed': 'That is not a whole e-mail address.',
  'email.passkeys': 'Select the field to see passkeys saved here.',
  key: 'Sign in with a key',
  'key.waiting': 'Waiting for your key',
  'key.unsupported': 'Keys do not work in this browser, or not at this address.',
  'password.instead': 'Use a password instead',
  'password.who': 'For standard accounts. A protected account has no password, so there is nothing here to steal.',
  password: 'Password',
  'password.missing': 'Type your password.',
  'password.continue': 'Continue to the second step',
  'password.refused': 'That did not open an account.',
  'password.refused.check': 'Check the address and the password.',
  'key.refused': 'That did not open an account.',
  'key.refused.check': 'Check the address and your key.',
  help: 'I cannot sign in',
  'help.standard': 'For an account that is not protected, we can send a link to its e-mail address.',
  'help.e-mail': 'Get a link by e-mail',
  'help.protected':
    'Lost every key of a protected account? One of its recovery keys starts your way back. It takes a few days: the waiting time you chose.',
  'help.recover': 'Use a recovery key',
  'help.return': 'See how a recovery stands',
  'help.take-back': 'Protection was turned on, and not by me',
  'new-here': 'Make an account',
  'address.title': 'Check the address',
  'address.what': 'Your keys answer only at this address. A copy of this page, however good, gets nothing from them.',
  'hurry.title': 'If someone is hurrying you',
  'hurry.what': 'Stop. Nobody from {{platform}} will ever ask for a code, a key or a recovery key, on any channel.',
  'second.statement': 'The password fits. One more step.',
  'second.code': 'Code from your authenticator app',
  'second.code.hint': 'Six digits. They change every 30 seconds.',
  'second.code.missing': 'Type the six digits that the app shows.',
  'second.code.refused': 'That code does not fit. Wait for the next one and try it.',
  'second.continue': 'Sign in',
  'second.or': 'or',
  'second.key': 'Use a key',
  'second.backup': 'Backup code',
  'second.backup.hint': 'Three groups of four. Each code works once.',
  'second.backup.missing': 'Type one of your backup codes.',
  'second.backup.refused': 'That is not one of your unused backup codes. Check it, or try another.',
  'second.use-backup': 'Use a backup code',
  'second.use-code': 'Use the app instead',
  'second.back': 'Start again',
  'not-now': 'It did not work this time.',
  'notice.ended': 'You were signed out.',
  'notice.ended.why': 'A session ends when it has been unused for a while, or when somebody ends it. Sign in to go on.',
  'notice.left': 'You are signed out here.',
  'notice.left.why': 'You stay signed in elsewhere.',
  'notice.deleted': 'Confirmed. The account is deleted in a moment.',
  'notice.deleted.why': 'A last mail tells you when it is done.',
  'notice.locked': 'Everything signed in to your account has ended.',
  'notice.locked.why': 'Nothing can act for it now. Sign in when you want to open it again.',
  'not-set-up': 'This server has not been set up yet.',
  'not-set-up.how': 'Open the link that it printed when it started.',
} as const;

export default signIn;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'sign-in': typeof signIn;
  }
}
