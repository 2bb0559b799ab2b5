// Words of the page that lists everything that waits.

const onHold = {
  title: 'On hold',
  fetching: 'Fetching what waits',
  failed: 'We could not fetch what waits.',
  'failed.still': 'Everything waits as before.',
  'statement.none': 'Nothing is waiting to happen.',
  'lede.none': 'Anything that would weaken this account waits here first, so that you can say no.',
  'statement.some_one': '{{number}} change waits to happen.',
  'statement.some_other': '{{number}} changes wait to happen.',
  'lede.some':
    'What waits happens by itself at the stated time, unless you stop it. If you did not ask for it, stop it now.',
  'statement.recovery': 'Somebody is recovering this account with a recovery key.',
  'lede.recovery': 'If it is not you, stop it. Nothing has been opened, and you are still in charge.',
  'why.protection.leave': 'The account becomes a standard one, with its keys kept.',
  'why.protection.lower-floor': 'Today only hardware keys open it.',
  'why.email.change': 'Alerts then go to the new address.',
  'why.contact.remove': 'Until then they can approve as before.',
  'why.contact.lower-needed': 'The recovery key and the wait are needed as before.',
  'why.account.delete': 'Nobody can bring it back afterwards. Until then everything works as before.',
  'why.recovery': 'It ends your keys and sessions, if it gets so far.',
  to: 'New address',
  contact: 'Contact',
  approvals: 'Approvals',
  'recovery-key': 'Recovery key',
  'recovery-key.which': 'Key {{number}} of 2, made {{day}}',
  with: 'Started with',
  from: 'From',
  'from.note': 'Judged from the network address, so roughly',
  device: 'On',
  'device.new': '{{device}}, never seen before',
  when: 'When',
  ended: 'Ended lately',
  'ended.note': 'The last 30 days.',
  'ended.none': 'Nothing has ended in the last 30 days.',
  'ended.done': 'Happened',
  'ended.vetoed': 'Stopped',
  'ended.expired': 'Not used in time',
  'was.protection.leave': 'Turning protection off',
  'was.protection.lower-floor': 'Allowing synced keys again',
  'was.email.change': 'Another e-mail address',
  'was.contact.remove': 'Removing a recovery contact',
  'was.contact.lower-needed': 'Fewer approvals for a recovery',
  'was.account.delete': 'Deleting the account',
  'was.recovery': 'A recovery of this account',
  'fact.ended': 'Ended {{when}}',
  'fact.started': 'Started {{when}}',
  'fact.to': 'To {{email}}',
  'fact.approvals_zero': 'No approvals',
  'fact.approvals_one': '{{count}} approval',
  'fact.approvals_other': '{{count}} approvals',
  'fact.case': 'Case {{number}}',
} as const;

export default onHold;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'on-hold': typeof onHold;
  }
}
