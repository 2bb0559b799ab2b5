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
  'email.title': 'Another e-mail address',
  'email.what.standard': 'Six digits go to the new address, to see that it is yours. The old one is told too.',
  'email.what.protected':
    'Six digits go to the new address, to see that it is yours. This account is protected, so the change then waits {{span}}, and you can stop it at any time.',
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
  'email.code.gone': 'That took too long, or too many tries. Send new digits.',
  'email.confirm': 'Confirm the new address',
  'email.done': 'Your address is now {{email}}.',
  'email.waits': 'Your address changes {{when}}, unless you stop it.',

  alerts: 'Alerts',
  'alerts.what': 'Who else is told, and what was sent.',
  'alerts.open': 'Alerts',

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
  'password.what': 'It is always asked for together with a second step.',
  'password.field': 'New password',
  'password.save': 'Save the password',
  'password.keep': 'Leave it as it is',
  'password.done': 'The password is set.',
  'password.remove.title': 'Remove the password?',
  'password.remove.what': 'From then on only your keys open this account.',
  'password.remove.keep': 'Keep it',
  'password.removed': 'The password was removed.',

  app: 'Authenticator app',
  'app.since': 'In use since {{day}}.',
  'app.none': 'None.',
  'app.set': 'Set up an app',
  'app.replace': 'Replace the app',
  'app.remove': 'Remove the app',
  'app.title': 'Set up an authenticator app',
  'app.what': 'It is in use from the moment it has shown its first code.',
  'app.what.replace': 'The old app stays in use until the new one has shown its first code.',
  'app.code': 'Code that the app shows',
  'app.code.missing': 'Type the six digits that the app shows.',
  'app.code.refused': 'That code does not fit. Wait for the next one and try it.',
  'app.save': 'Use this app',
  'app.keep': 'Leave it as it is',
  'app.done': 'Your authenticator app is in use.',
  'app.remove.title': 'Remove the authenticator app?',
  'app.remove.what': 'Its codes stop counting at once.',
  'app.remove.keep': 'Keep it',
  'app.removed': 'The authenticator app was removed.',
  'floor.way-in': 'It is the only way into this account. Add a key first.',
  'floor.second-factor': 'Your password would be left without a second step. Add a key, or remove the password first.',

  none: 'Password and codes',
  'none.what':
    'There are none. Only keys open a protected account, so there is nothing to set, and nothing to ask out of you.',

  protection: 'Protection',
  'protection.off': 'Off. With it on, this account opens with your keys and nothing else.',
  'protection.on': 'On since {{day}}.',
  'protection.turn-on': 'Turn on protection',
  'protection.continue': 'Continue turning on protection',
  'leave.note': 'Turning it on was instant. Turning it off waits.',
  'leave.what':
    'Turning it off takes {{span}}. Alerts say so at the start and on the way, and any browser that is signed in can stop it.',
  'leave.do': 'Turn protection off',
  'leave.title': 'Turn protection off in {{span}}?',
  'leave.then':
    'After {{span}} this becomes a standard account. Your keys stay. Your recovery keys become void, what you write is no longer excluded from training, and no password exists until you set one.',
  'leave.keep': 'Keep protection on',
  'leave.confirm': 'Turn protection off in {{span}}',
  'leave.done': 'Protection turns off {{when}}, unless you stop it.',

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
