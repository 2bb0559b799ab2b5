// Words of notifications on the page of alerts.

const push = {
  notifications: 'Notifications',
  note: 'Shown by a browser, even while these pages are closed.',
  fetching: 'Fetching your browsers',
  failed: 'We could not fetch which browsers are told.',
  'failed.still': 'They are told all the same.',
  none: 'No browser.',
  'none.what': 'No browser shows you alerts yet. Mail always does.',
  cannot:
    'This browser cannot be turned on here. On an iPhone or iPad, add this page to the home screen first and open it from there.',

  on: 'Turn on in this browser',
  'on.what':
    'Every alert is shown here as it happens. Whoever sees this screen can read it, and can press “This wasn’t me”. Notifications end when this browser is signed out.',
  'on.done': 'Notifications are on in this browser.',
  'on.failed': 'Notifications were not turned on.',
  'on.denied':
    'Notifications are blocked in this browser for this site. Allow them in the browser’s settings for this site, and try again.',
  'on.dismissed': 'The browser’s question was not answered, so nothing was turned on.',
  'on.no-service': 'This browser could not reach its push service, so nothing was turned on. Try again later.',

  this: '{{name}}, this browser',
  'state.on': 'On',
  'state.failing': 'Failing',
  'state.gone': 'Ended',
  sent: 'Last one taken {{ago}}',
  'sent.never': 'Nothing has been sent yet',
  'what.gone': 'Its push service accepts nothing more. To go on, turn notifications on again in that browser.',
  'what.failing': 'Since {{since}} its push service has accepted none: {{error}}. They are tried again.',

  test: 'Send a test',
  'test.done': 'A test is on its way to {{name}}.',
  'test.failed': 'No test was sent to {{name}}.',

  off: 'Turn off',
  'off.title': 'Turn off notifications in {{name}}?',
  'off.do': 'Turn them off',
  'off.keep': 'Keep them on',
  'off.confirms': 'notifications in {{name}} are turned off.',
  'off.what':
    'With a second key or a recovery key at hand it is done at once. Else it waits, so that a thief cannot silence your alerts, and until it is done nothing changes. Mail still comes, as always.',
  'off.begun': 'Nothing has changed in {{name}} yet. Turning them off waits.',
  'off.done': 'Notifications are off in {{name}}.',
  'off.failed': 'Notifications were not turned off in {{name}}.',
} as const;

export default push;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    push: typeof push;
  }
}
