// Words of the page that lists everything that waits.

const onHold = {
  title: 'On hold',
  fetching: 'Fetching what waits',
  failed: 'We could not fetch what waits.',
  'failed.still': 'Everything waits as before.',
  'statement.none': 'Nothing is waiting to happen.',
  'lede.none': 'Anything that would weaken this account waits here first, so that you can say no.',
  'statement.ready.one': 'One change has waited long enough. It has not happened.',
  'statement.ready.two': 'Two changes have waited long enough. Neither has happened.',
  'statement.ready.more': '{{number}} changes have waited long enough. None has happened.',
  'statement.waits.one': 'One change waits. It has not happened.',
  'statement.waits.two': 'Two changes wait. Neither has happened.',
  'statement.waits.more': '{{number}} changes wait. None has happened.',
  'lede.keys':
    'Nothing happens by itself. When its wait is over, each has to be finished with a key; below is said with which. If nobody does, it lapses.',
  'lede.keys.one':
    'Nothing happens by itself. When its wait is over, it has to be finished with a key; below is said with which. If nobody does, it lapses.',
  'lede.proofs.one':
    'Nothing happens by itself. When its wait is over, you confirm it once more. If nobody does, it lapses.',
  'lede.proofs':
    'Nothing happens by itself. When its wait is over, you confirm each once more. If nobody does, it lapses.',
  'lede.by-itself': 'What two proofs began happens by itself at the stated time, unless it is stopped.',
  'lede.mixed':
    'What one proof began does not happen by itself: it has to be finished, and else it lapses. What two began happens by itself, unless it is stopped.',
  'statement.recovery': 'Somebody is recovering this account with a recovery key.',
  'lede.recovery': 'If it is not you, stop it. Nothing has been opened, and you are still in charge.',
  'stop-all': 'Stop all of them',
  'stop-all.both': 'Stop both changes',
  'stop-all.done': 'Stopped. Everything stays as it was.',
  'stop-all.failed': 'Not everything was stopped. What is still below waits as before.',
  'why-two': 'Why two keys',
  'why-two.what':
    'Somebody who has one of your keys for an afternoon can begin a change. To finish it, they would need another one, days later, or the same one after a week in which you used no other. By then you were told at least three times.',
  'not-you': 'If you did not ask',
  'not-you.all':
    'Lock the account. That stops all of it, ends everything that is signed in, and asks you a few questions when you are back.',
  'not-you.some':
    'First stop what two proofs began: that takes a proof of your own, and locking leaves it. Then lock the account. That stops the rest, ends everything that is signed in, and asks you a few questions when you are back.',
  'not-you.none':
    'Stop it above: two proofs began it, so that takes a proof of your own, and locking leaves it. Then lock the account. That ends everything that is signed in, and asks you a few questions when you are back.',
  to: 'New address',
  contact: 'Contact',
  approvals: 'Approvals',
  wait: 'Recovery waits',
  'recovery-key': 'Recovery key',
  'recovery-key.which': 'Key {{number}} of 2, made {{day}}',
  'recovery-key.both': 'Both, made {{day}}',
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
  'ended.expired': 'Lapsed, nobody finished it',
  'ended.recovery.done': 'Happened',
  'ended.recovery.vetoed': 'Stopped',
  'ended.recovery.expired': 'Not used in time',
  'was.protection.leave': 'Turning protection off',
  'was.protection.lower-floor': 'Allowing synced keys again',
  'was.email.change': 'Another e-mail address',
  'was.contact.remove': 'Removing a recovery contact',
  'was.contact.lower-needed': 'Fewer approvals for a recovery',
  'was.account.delete': 'Deleting the account',
  'was.credential.remove': 'Removing a key',
  'was.recovery-key.replace': 'New recovery keys',
  'was.protection.raise-floor': 'Hardware keys only',
  'was.channel.stop': 'Stopping alerts to one place',
  'was.wait.shorten': 'A shorter wait for recoveries',
  'was.totp.replace': 'Another authenticator app',
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
