// Words of coming back to a standard account by a link in a mail.

const recoverLink = {
  title: 'Recovery by e-mail',
  'ask.statement': 'Get a link to come back.',
  'ask.lede': 'For an account that is not protected. The link works once, for 15 minutes, and only in this browser.',
  'ask.email': 'E-mail address of the account',
  'ask.email.missing': 'Type the e-mail address of the account.',
  'ask.email.malformed': 'That is not a whole e-mail address.',
  'ask.send': 'Send me a link',
  'ask.key': 'Use a recovery key',
  'ask.sign-in': 'Sign in instead',

  'sent.statement': 'Check your mail.',
  'sent.lede': 'If a standard account has {{email}}, a link is on its way. Open it in this browser before {{clock}}.',
  'sent.nothing':
    'Nothing there? Check your spam folder and the address. After many requests no more mail is sent for a while: then open the newest link that came, in this browser, and it brings you one of your own. A protected account gets no link: it comes back with a recovery key.',
  'sent.again': 'Use another address',

  'what.title': 'What happens then',
  'what.link': 'You open the link in this browser.',
  'what.second': 'If the account has an authenticator app or backup codes, you are asked for one code.',
  'what.new': 'You register a new key, or set a new password, and are signed in.',
  'what.end': 'Everything else that was signed in ends.',

  'open.statement': 'Go on with your recovery.',
  'open.lede': 'Pressing the button uses the link up. Finish in this browser.',
  'open.do': 'Go on',
  'gone.statement': 'This link does not open anything here.',
  'gone.lede':
    'It works once, for 15 minutes, and only in the browser that asked for it. If that was another browser, open it there. Or ask for a new one here.',
  'gone.again': 'Ask for a new link',
  'gone.expired': 'That took too long.',

  'prove.statement': 'One more step, so that a stranger in your mailbox is not enough.',
  'prove.code': 'Code from your authenticator app',
  'prove.code.hint': 'Six digits. They change every 30 seconds.',
  'prove.code.missing': 'Type the six digits that the app shows.',
  'prove.code.refused': 'That code does not fit. Wait for the next one and try it.',
  'prove.backup': 'Backup code',
  'prove.backup.hint': 'Three groups of four. Each code works once.',
  'prove.backup.missing': 'Type one of your backup codes.',
  'prove.backup.refused': 'That is not one of your unused backup codes. Check it, or try another.',
  'prove.do': 'Go on',
  'prove.use-backup': 'Use a backup code instead',
  'prove.use-code': 'Use the authenticator app instead',

  'lost.link': 'I have lost the app and the codes',
  'lost.statement': 'Your password can set another app. It takes 3 days.',
  'lost.lede':
    'You are told of it at once and on the way. If anybody uses the app, a backup code or a key meanwhile, it is stopped.',
  'lost.password': 'Your password',
  'lost.password.missing': 'Type your password.',
  'lost.password.refused': 'That is not the password of this account.',
  'lost.go-on': 'Go on',
  'lost.scan': 'Add this to another authenticator app.',
  'lost.code': 'Code from the new app',
  'lost.begin': 'Begin the 3 days',
  'lost.done.statement': 'Ready on {{when}}.',
  'lost.done.lede': 'Then sign in with your password and a code of the new app. Keep it until then.',

  'way.statement': '{{name}}, choose how you sign in from now on.',
  'way.lede':
    'At that moment every other session ends. What opened the account before stays: look through it afterwards.',
  'way.key': 'Register a new key',
  'way.key.what': 'This device, a phone or a security key. No fake page can take it from you.',
  'way.key.waiting': 'Waiting for your key',
  'way.key.unsupported': 'Keys do not work in this browser, or not at this address.',
  'way.password': 'Set a new password instead',
  'way.password.what': 'It is asked for together with a code from your authenticator app.',
  'way.password.field': 'New password',
  'way.password.save': 'Save it and sign in',
  'suspended.title': 'A key of yours is suspended?',
  'suspended.what':
    'If it was trusted, it comes back by its own touch, and you are signed in. What had suspended it is left as it is: look through your keys then.',
  'suspended.do': 'Use the suspended key',
  'suspended.waiting': 'Waiting for your key',
  'suspended.refused': 'The key stays suspended.',
  'way.failed': 'The account is as it was.',
} as const;

export default recoverLink;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'recover-link': typeof recoverLink;
  }
}
