// Words of taking back protection while it settles.

const takeBack = {
  title: 'Take protection back',
  'ask.statement': 'Take back protection that you did not turn on.',
  'ask.lede':
    'It can be taken back for 3 days after it was turned on. Give the address: where it counts, a link goes there. Then you show something else that the account had before.',
  'ask.email': 'E-mail address that the account had before',
  'ask.email.missing': 'Type the e-mail address of the account.',
  'ask.email.malformed': 'That is not a whole e-mail address.',
  'ask.send': 'Send me a link',
  'sent.statement': 'Check your mail.',
  'sent.lede':
    'If protection of such an account can be taken back, a link is on its way to {{email}}, or there already: open the newest one, in any browser, before {{clock}}. Where it is too old, ask again.',
  'sent.again': 'Use another address',
  'which.title': 'What counts',
  'which.mailbox':
    'The mailbox is the one that the account has. Where the key that turned protection on was new, it is the one of the day before, and also the one from before a change of address in the 7 days before.',
  'which.factor':
    'The other thing is a code of the app, a backup code or a key of the 14 days before, also if it was replaced since. The key that turned protection on does not count, nor one that was shut out while it was new.',
  'what.title': 'What happens then',
  'what.link': 'You open the link, in any browser.',
  'what.factor':
    'You prove the app, a backup code or a key that you had in the 14 days before, also if it was replaced since.',
  'what.ends':
    'The recovery keys and every session end, and every key that is younger than what you prove. Such a key is only suspended where it was trusted before, or where the account had what you prove for less than 3 days.',
  'what.back':
    'Of what opened the account before, at most one of each kind opens it again. What you prove does so if the account had it for 3 days.',
  'open.statement': 'Go on taking protection back.',
  'open.lede': 'Finish in this browser.',
  'open.do': 'Go on',
  'gone.statement': 'This link does not open anything here.',
  'gone.lede': 'It works for 15 minutes; and protection can be taken back for 3 days only.',
  'gone.again': 'Ask for a new link',
  'prove.statement': 'Protection was turned on {{when}}. Show that the account is yours.',
  'prove.lede':
    'With anything that you had in the 14 days before, also if it was replaced since. Show the oldest that you have: keys that are younger end or are suspended, and what the account had for less than 3 days does not open it again. Possible until {{until}}.',
  'prove.key': 'Use a key that you had before',
  'prove.key.waiting': 'Waiting for your key',
  'prove.code': 'Code from the app that you had',
  'prove.backup': 'Backup code that you had',
  'prove.missing': 'Type a code.',
  'prove.refused':
    'That does not take it back. Look whether it is mistyped or an old code. Otherwise it was not the account’s in the 14 days before, or was shut out too soon for this mailbox.',
  'prove.refused.key':
    'This key does not take it back: it was not the account’s in the 14 days before, or turned protection on, or was shut out too soon for this mailbox. Use another one.',
  'prove.do': 'Take protection back',
  'prove.use-code': 'Use the authenticator app instead',
  'prove.use-backup': 'Use a backup code instead',
  'prove.failed': 'Nothing was changed.',
  'done.statement': 'Protection was taken back.',
  'done.lede':
    'Every session has ended. Somebody may know your password: sign in and change it. Then look at your keys and your authenticator app.',
  'done.key': 'A key that you had before signs in.',
  'done.link': 'Nothing that you had signs in at once. A link in a mail leads you back in.',
  'done.sign-in': 'Sign in',
  'done.recover': 'Get a link',
} as const;

export default takeBack;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'take-back': typeof takeBack;
  }
}
