// Words of the alerts page: who is told, and what was sent.

const alerts = {
  title: 'Alerts',
  fetching: 'Fetching your alerts',
  failed: 'We could not fetch your alerts.',
  'failed.still': 'They are sent all the same.',
  'statement.protected': 'You hear of every sign-in, every refusal and every change.',
  'statement.standard': 'You hear of new devices and of every change.',
  lede: 'Alerts by e-mail cannot be switched off, by you or by anybody in your account. More ways to reach you can be added, and ended again.',

  mail: 'E-mail',
  'mail.note': 'Always on.',
  'mail.what': 'Every alert goes there, with a link that stops what it reports and needs no sign-in.',
  'mail.on': 'On',

  live: 'Open pages',
  'live.name': 'Every page of your account that is open',
  'live.note': 'Always on.',
  'live.what':
    'A page you are looking at tells you within a second what happens elsewhere, and closes with its session.',

  sent: 'Sent',
  'sent.note': 'The last 30 days.',
  'sent.none': 'Nothing yet.',
  'sent.none.what': 'Every alert appears here, with the ways in which it reached you.',
  earlier: 'Show earlier',
  'earlier.failed': 'The earlier alerts did not come.',

  'way.mail': 'E-mail',
  'way.push': 'Notification',
  'way.push.named': 'Notification in {{label}}',
  'way.webhook': 'Webhook',
  'way.webhook.named': 'Webhook {{label}}',
  'state.delivered': '{{way}}: sent {{when}}',
  'state.in-turn': '{{way}}: waiting for its turn',
  'state.waiting': '{{way}}: waiting, next try {{when}}',
  'state.nobody-there': '{{way}}: nobody there any more',
  'state.given-up': '{{way}}: given up {{when}}',
  stopping: 'To be stopped',
  'stopping.note': 'Until that is done nothing changes.',
} as const;

export default alerts;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    alerts: typeof alerts;
  }
}
