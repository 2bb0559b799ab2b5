// Words of webhooks: a holder's on the page of alerts, and the platform's on their own page.

const webhooks = {
  webhooks: 'Webhooks',
  'note.account': 'Signed, to servers of your own.',
  'note.platform': 'Signed, to servers of the platform.',
  fetching: 'Fetching your webhooks',
  failed: 'We could not fetch your webhooks.',
  'failed.still': 'They are sent all the same.',
  none: 'None.',
  'none.account':
    'A webhook sends each alert to a server of yours as it happens, signed so that the server can tell it came from here.',
  'none.platform':
    'A webhook sends the alerts of every account, or every event of the log, to a server of yours as they happen, signed so that the server can tell they came from here.',

  'state.on': 'On',
  'state.failing': 'Failing',
  'state.paused': 'Paused',
  'state.gone': 'Gone',
  'what.failing':
    'Nothing has arrived since {{since}}: {{error}}. It is tried again and again, and paused after five days.',
  'what.paused':
    'Nothing could be delivered for five days, or the account was recovered, so nothing is sent there. If it is yours and its server is well, send a test: that turns it on.',
  'what.gone':
    'Its server answered that this address is gone for good (410), so nothing is sent there. If that was a mistake, send a test: that turns it on.',
  delivered: 'Last arrived {{ago}}',
  'delivered.never': 'Nothing has arrived yet',
  'old-secret': 'The old secret is good until {{when}}.',

  add: 'Add a webhook',
  'add.title': 'Add a webhook',
  'add.what.account': 'Every alert about this account is sent there from now on, as well as by mail.',
  'add.what.platform':
    'It hears of every account: names of keys, devices and new addresses among them. It has to be a server that may know them.',
  sends: 'What it is sent',
  'sends.alerts': 'Alerts',
  'sends.alerts.note': 'In words, as they are told to the holders.',
  'sends.events-ocsf': 'Every event of the log, in OCSF',
  'sends.events-ocsf.note': 'As most SIEMs take them in: the Open Cybersecurity Schema Framework, 1.3.',
  'sends.events': 'Every event of the log, as it is kept',
  'sends.events.note': 'In batches, in the order of the log, none left out.',
  starts: 'Starting from',
  'starts.now': 'What happens from now on',
  'starts.beginning': 'From the beginning of the log',
  'streams.events': 'Every event',
  'streams.events-ocsf': 'Every event, in OCSF',
  'streams.sent': '{{sent}} of {{size}} entries sent',
  'what.stream.failing':
    'Nothing has arrived since {{since}}: {{error}}. The same batch is sent again and again, and nothing is left out. After five days it is paused.',
  'what.stream.paused':
    'Nothing could be delivered for five days, so nothing is sent there. When its server is well again, send a test: that turns it on where it was.',
  tests: 'Tests',
  'tests.note': 'To {{name}}, in the last 30 days. Batches of events are counted above, not listed.',
  'add.do': 'Add the webhook',
  'add.keep': 'Leave it as it is',
  'add.failed': 'The webhook was not added.',
  'name.field': 'Its name',
  'name.hint': 'What you call the server, such as “Home server”.',
  'name.missing': 'Give it a name.',
  'url.field': 'Its address',
  'url.hint': 'Begins with https://',
  'url.missing': 'Type the address.',
  'url.no-https': 'That is not an address that begins with https://.',
  'url.not-public': 'That host is not on the public internet, so nothing is sent there. Check the spelling.',
  'url.exists': 'There is a webhook with this address already.',

  'secret.title': 'The secret of {{name}}',
  'secret.what':
    'Your server needs it to check that a webhook is from here. Copy it to the server now: it is not shown again.',
  copy: 'Copy the secret',
  copied: 'Copied.',
  'copy.failed': 'The browser did not allow it. Select the secret and copy it by hand.',
  'secret.close': 'I have stored it',

  test: 'Send a test',
  'test.done': 'A test is on its way to {{name}}.',
  'test.failed': 'No test was sent to {{name}}.',
  rotate: 'New secret',
  'rotate.title': 'A new secret for {{name}}?',
  'rotate.what':
    'For one day each webhook is signed with the old secret too, so that you can change it on your server without losing any. If somebody else may know the old one, change it there at once.',
  'rotate.do': 'Make a new secret',
  'rotate.keep': 'Keep the secret',
  'rotate.failed': 'The secret stays as it is.',
  remove: 'Remove',
  'remove.title': 'Remove {{name}}?',
  'remove.confirms': 'nothing is sent to {{name}} any more.',
  'remove.what.platform': 'Nothing is sent there any more, not even what waits. The record of its deliveries goes too.',
  'remove.what.account':
    'With a second key or a recovery key at hand it is done at once. Else it waits, so that a thief cannot silence your alerts, and until it is done nothing changes. Then the record of its deliveries goes too. Mail still comes.',
  'remove.begun': 'Nothing has changed for {{name}} yet. The removal waits.',
  'remove.do': 'Remove {{name}}',
  'remove.keep': 'Keep it',
  'remove.failed': '{{name}} was not removed.',
  'remove.done': '{{name}} was removed.',

  deliveries: 'Deliveries',
  'deliveries.note': 'To {{name}}, in the last 30 days.',
  'deliveries.fetching': 'Fetching the deliveries',
  'deliveries.failed': 'We could not fetch the deliveries.',
  'deliveries.none': 'Nothing yet.',
  'deliveries.none.what': 'Every attempt appears here, with what the server answered. Send a test to see one.',
  earlier: 'Show earlier',
  'earlier.failed': 'The earlier attempts did not come.',
  arrived: 'Arrived',
  'not-arrived': 'Did not arrive',
  sent: 'Sent {{when}}',
  answered: 'Answered {{status}}',
  took: '{{milliseconds}} ms',
  attempt: 'Attempt {{attempt}}',
  why: 'Why: {{error}}.',
  replay: 'Send again',
  'replay.done': '{{type}} is sent again.',
  'replay.failed': 'It was not sent again.',

  platform: 'Platform',
  'platform.title': 'Webhooks of the platform',
  'platform.statement': 'These webhooks tell of every account.',
  'platform.lede':
    'Alerts about every account, or every event of the log, for a system that watches over them. They never carry the link that acts in a holder’s name.',
  'platform.open': 'Webhooks of the platform',
  'platform.undelivered': 'What could not be delivered',
  'platform.open.note': 'You are its operator.',
  'platform.open.what': 'Alerts about every account can be sent to a server that watches over them.',
} as const;

export default webhooks;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    webhooks: typeof webhooks;
  }
}
