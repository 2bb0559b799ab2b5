// Words of taking back protection while it settles.

const takeBack = {
  title: 'Take protection back',
  'ask.statement': 'Protection was turned on, and it was not you.',
  'ask.lede':
    'For 3 days it can be taken back, with the mailbox that the account had the day before, or before a change of address in the 7 days before, and a code of the app, a backup code or a key that it had at any time in the 14 days before, also if it was replaced since. The key that turned protection on does not do it, nor one that was shut out while it was new.',
  'ask.email': 'E-mail address that the account had before',
  'ask.email.missing': 'Type the e-mail address of the account.',
  'ask.email.malformed': 'That is not a whole e-mail address.',
  'ask.send': 'Send me a link',
  'sent.statement': 'Check your mail.',
  'sent.lede':
    'If protection of such an account can be taken back, a link is on its way to {{email}}, or there already: open the newest one, in any browser, before {{clock}}. Where it is too old, ask again.',
  'sent.again': 'Use another address',
  'what.title': 'What happens then',
  'what.link': 'You open the link, in any browser.',
  'what.factor':
    'You prove the app, a backup code or a key that you had in the 14 days before, also if it was replaced since.',
  'what.ends':
    'Every key that is younger than what you prove ends, with the recovery keys and every session. A younger key that was trusted before is suspended instead.',
  'what.back': 'What opened the account before opens it again.',
  'open.statement': 'Go on taking protection back.',
  'open.lede': 'Pressing the button uses the link up. Finish in this browser.',
  'open.do': 'Go on',
  'gone.statement': 'This link does not open anything here.',
  'gone.lede': 'It works once and for 15 minutes; and protection can be taken back for 3 days only.',
  'gone.again': 'Ask for a new link',
  'prove.statement': 'Protection was turned on {{when}}. Show that the account is yours.',
  'prove.lede':
    'With anything that you had in the 14 days before, also if it was replaced since. Show the oldest that you have: keys that are younger end, or are suspended where they were trusted before. Possible until {{until}}.',
  'prove.key': 'Use a key that you had before',
  'prove.key.waiting': 'Waiting for your key',
  'prove.code': 'Code from the app that you had',
  'prove.backup': 'Backup code that you had',
  'prove.missing': 'Type a code.',
  'prove.refused':
    'That is none that takes it back: it was not the account’s in the 14 days before, or was shut out or replaced too soon.',
  'prove.do': 'Take protection back',
  'prove.or': 'Or with a code',
  'prove.use-code': 'Use the authenticator app instead',
  'prove.use-backup': 'Use a backup code instead',
  'prove.failed': 'Nothing was changed.',
  'done.statement': 'Taken back. The account is as it was before.',
  'done.lede':
    'Whoever turned protection on is out, everywhere. They knew your password: sign in and change it, then look at your authenticator app.',
  'done.key': 'You sign in with the key that you used, or another that you had.',
  'done.link': 'You have no password there. Come back by a link in a mail and the code that you used.',
  'done.sign-in': 'Sign in',
  'done.recover': 'Get a link',
} as const;

export default takeBack;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'take-back': typeof takeBack;
  }
}
