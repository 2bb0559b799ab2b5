// Words of the settings page.

const settings = {
  title: 'Settings',
  fetching: 'Fetching your settings',
  failed: 'We could not fetch your settings.',
  'failed.still': 'They are as they were.',
  statement: 'You are {{name}} here.',
  lede: 'Alerts about this account go to {{email}}.',
  'not-changed': 'Nothing was changed.',

  name: 'Name',
  'name.note': 'Shown to you, and on your keys.',
  'name.field': 'Your name',
  'name.missing': 'Type a name.',
  'name.save': 'Save the name',
  'name.done': 'You are {{name}} from now on.',

  email: 'E-mail address',
  'email.note': 'Alerts go there.',
  'email.change': 'Change the address',
  'contest.point': 'This address is contested from {{old}}.',
  'contest.what':
    'Neither address is sent a recovery link until you decide, with a trusted key or with a second factor that is older than the change.',
  'contest.new': 'Keep {{email}}',
  'contest.old': 'Go back to {{old}}',
  'contest.done': 'Your address is {{email}}.',
  'email.title': 'Another e-mail address',
  'email.what':
    'Six digits go to the new address, to see that it is yours. The old one is told too. With one key the change is ready {{span}} later, and has to be confirmed once more. Until then it can be stopped. With a second key it is done at once, unless protection still settles.',
  'email.confirms': 'the address becomes {{email}}.',
  'email.field': 'New e-mail address',
  'email.missing': 'Type the new address.',
  'email.malformed': 'That is not a whole e-mail address.',
  'email.unchanged': 'That is your address already.',
  'email.send': 'Send six digits',
  'email.keep': 'Keep {{email}}',
  'email.code.title': 'Type the six digits we sent.',
  'email.code.what': 'To {{email}}. If another account has this address, the message holds no digits.',
  'email.code': 'Six digits',
  'email.code.missing': 'Type all six digits.',
  'email.code.refused': 'Those are not the digits we sent, or they are too old. Check the newest message.',
  'email.code.gone': 'That took too long, or too many attempts. Send new digits.',
  'email.confirm': 'Confirm the new address',
  'email.done': 'Your address is now {{email}}.',
  'email.begun': 'The change to {{email}} waits.',

  alerts: 'Alerts',
  'alerts.what': 'Who else is told, and what was sent.',
  'alerts.open': 'See alerts',

  password: 'Password',
  'password.set-since': 'Set {{day}}. It opens the account only together with {{second}}.',
  'password.second.totp': 'a code from your app',
  'password.second.key': 'one of your keys',
  'password.second.both': 'a code from your app or one of your keys',
  'password.none': 'None. Only keys open this account.',
  'password.set': 'Set a password',
  'password.change': 'Change the password',
  'password.remove': 'Remove the password',
  'password.title': 'A new password',
  'password.what':
    'It is always asked for together with a second step. Every other session that no key opened ends when you save it.',
  'password.field': 'New password',
  'password.save': 'Save the password',
  'password.keep': 'Leave it as it is',
  'password.done': 'The password is set.',
  'password.remove.title': 'Remove the password?',
  'password.remove.what': 'From then on only your keys open this account. Every other session that no key opened ends.',
  'password.remove.keep': 'Keep it',
  'password.removed': 'The password was removed.',

  app: 'Authenticator app',
  'app.since': 'In use since {{day}}.',
  'app.none': 'None.',
  'app.set': 'Set up an app',
  'app.replace': 'Replace the app',
  'app.remove': 'Remove the app',
  'app.title': 'Set up an authenticator app',
  'app.what':
    'It is in use from the moment it has shown its first code. Every other session that no key opened ends then.',
  'app.what.replace':
    'The old app stays in use until the new one has shown its first code. Every other session that no key opened ends then.',
  'app.code': 'Code that the app shows',
  'app.code.missing': 'Type the six digits that the app shows.',
  'app.code.refused': 'That code does not fit. Wait for the next one and try it.',
  'app.save': 'Use this app',
  'app.keep': 'Leave it as it is',
  'app.done': 'Your authenticator app is in use.',
  'app.remove.title': 'Remove the authenticator app?',
  'app.remove.what': 'Its codes stop working at once. Every other session that no key opened ends.',
  'app.remove.keep': 'Keep it',
  'app.removed': 'The authenticator app was removed.',
  'floor.way-in': 'It is the only way into this account. Add a key first.',
  'floor.second-factor': 'Your password would be left without a second step. Add a key, or remove the password first.',

  'none.what.settling':
    'They open nothing. What there was is kept sealed as long as protection can be taken back, and then deleted.',
  none: 'Password and codes',
  'none.what':
    'There are none. Only keys open a protected account, so there is nothing to set, and nothing to trick out of you.',

  protection: 'Protection',
  'protection.off': 'Off. With it on, this account opens with your keys and nothing else.',
  'protection.on': 'On since {{day}}.',
  'protection.turn-on': 'Turn on protection',
  'protection.continue': 'Continue turning on protection',
  'leave.note': 'Turning it on was instant. Turning it off takes time.',
  'leave.what':
    'Turning it off waits {{span}}. Begun with one key, it then needs another, or the same one after a week. Alerts go out at the start and along the way, and it can be stopped until the end.',
  'leave.settles':
    'Until {{when}} nothing like this is finished, and protection can be taken back, with a mailbox and something else that the account had before.',
  'leave.do': 'Turn protection off',
  'leave.title': 'Turn protection off?',
  'leave.confirms': 'protection is turned off.',
  'leave.then':
    'This would become a standard account. Your keys stay. Your recovery keys become void, what you write is no longer excluded from training, and no password exists until you set one.',
  'leave.keep': 'Keep protection on',
  'leave.confirm': 'Begin turning it off',
  'leave.begun': 'Protection is still on. Turning it off waits.',

  codes: 'Backup codes',
  'codes.note': 'For the day when your app or key is out of reach.',
  'codes.none': 'None.',
  'codes.left_zero': 'All ten are used up. Made {{day}}.',
  'codes.left_one': '{{count}} of ten is left. Made {{day}}.',
  'codes.left_other': '{{count}} of ten are left. Made {{day}}.',
  'codes.nag.none-left': 'Make new ones, while you can sign in.',
  'codes.nag.few-left': 'Few are left. Make new ones, while you can sign in.',
  'codes.make': 'Make ten codes',
  'codes.replace': 'Make ten new codes',
  'codes.replace.title': 'Make ten new backup codes?',
  'codes.replace.what': 'The ones you have now become worthless at once.',
  'codes.keep': 'Keep the ones I have',
  'codes.shown.title': 'Your ten backup codes',
  'codes.shown.what':
    'Each works once, after your password or with a recovery link. They are shown here and never again: keep them on paper or in a password store.',
  'codes.shown.done': 'I have kept them',
  'codes.for': 'Backup codes for {{email}} at {{host}}, {{day}}',
  'codes.file': 'backup-codes.txt',
  'codes.save': 'Save as a file',
  'codes.print': 'Print them',

  support: 'Support',
  'support.what': 'You can look at an account when there is a ticket for it.',
  'support.open': 'Open the support page',

  here: 'This browser',
  'here.what': 'Signing out ends this session only.',
  'sign-out': 'Sign out',
} as const;

export default settings;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    settings: typeof settings;
  }
}
