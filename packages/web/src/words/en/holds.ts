// Words of changes that wait, wherever they are shown: what each is, how far it has come, who finishes it, who stops it.

/** What a second touch does, in the middle of a sentence: "Use another key to turn it off". */
const DO = {
  'protection.leave': 'turn it off',
  'protection.lower-floor': 'let synced keys in',
  'protection.raise-floor': 'require hardware keys',
  'email.change': 'change it',
  'contact.remove': 'remove them',
  'contact.lower-needed': 'ask fewer',
  'account.delete': 'delete it',
  'credential.remove': 'remove it',
  'recovery-key.replace': 'replace them',
  'channel.stop': 'stop them',
  'wait.shorten': 'shorten it',
  'totp.replace': 'replace it',
} as const;
type Kind = keyof typeof DO;

const WITH = {
  'another-key': (act: string) => `Use another key to ${act}`,
  key: (act: string) => `Use a key to ${act}`,
  factors: (act: string) => `Use password and code to ${act}`,
} as const;

const finish = Object.fromEntries(
  Object.entries(WITH).flatMap(([by, say]) =>
    Object.entries(DO).map(([kind, act]) => [`finish.${by}.${kind}`, say(act)]),
  ),
) as Record<`finish.${keyof typeof WITH}.${Kind}`, string>;

/** Another key is there, and the one that began it may from a time on. */
const LATER =
  'Ready {{when}}, if nobody stops it. Another key then has to finish it, or, where none is used, the same one from {{from}}. Else it lapses.';
/** No other key is there. */
const ALONE =
  'Ready {{when}}, if nobody stops it. The key that began it can finish it from {{from}}, and else it lapses.';

const holds = {
  ...finish,
  'name.protection.leave': 'Turn protection off',
  'name.protection.lower-floor': 'Let synced keys open the account again',
  'name.protection.raise-floor': 'Let hardware keys alone open the account',
  'name.email.change': 'Change the e-mail address',
  'name.contact.remove': 'Remove a recovery contact',
  'name.contact.lower-needed': 'Ask fewer contacts to approve a recovery',
  'name.account.delete': 'Delete the account',
  'name.credential.remove': 'Remove a key',
  'name.recovery-key.replace': 'Replace the recovery keys',
  'name.channel.stop': 'Stop alerts to one place',
  'name.wait.shorten': 'Let a recovery wait less',
  'name.totp.replace': 'Replace the authenticator app',
  'name.recovery': 'Somebody is recovering this account',
  'about.credential.remove': 'Remove {{about}}',
  'about.channel.stop': 'Stop alerts to {{about}}',

  'would.protection.leave':
    'The account would open with your keys as now, but a link by e-mail could open it, too. Both recovery keys would become void. What you write from then on would be included in training, unless you opt out.',
  'would.protection.lower-floor': 'Synced keys would open the account. Today only hardware keys do.',
  'would.protection.raise-floor': 'A key that you trust would open nothing any more. Today it does.',
  'would.email.change': 'Alerts would go to the new address. Today they go to the old one.',
  'would.contact.remove': 'They could not approve a recovery any more. Today they can.',
  'would.contact.lower-needed': 'A recovery would need fewer approvals. The recovery key and the wait stay.',
  'would.account.delete':
    'Your keys, sessions and settings would go, and nobody could bring them back. What stays in the log names nobody.',
  'would.credential.remove': 'The key would be gone from the account. It is suspended meanwhile: it opens nothing.',
  'would.recovery-key.replace':
    'The new recovery keys would count, and the old ones no more. Today the old ones count.',
  'would.channel.stop': 'Nothing would be told there any more. Until then nothing changes.',
  'would.wait.shorten': 'You would have less time to stop a recovery that is not yours.',
  'would.totp.replace':
    'Somebody proved your mailbox and your password. Your app would stop working, and theirs would work.',

  'state.waits': 'On hold',
  'state.ready': 'Ready, not done',
  'state.by-itself': 'On hold, begun with two proofs',
  'state.due': 'Its wait is over',
  'state.waiting': 'Waiting',
  'state.ripe': 'Open',
  'asked-with': 'Asked with {{key}}',
  'to-email': 'To {{email}}.',

  'row.waits.any': 'Ready {{when}}, if nobody stops it. You then confirm it once more, or it lapses.',
  'row.waits.other': 'Ready {{when}}, if nobody stops it. Another key then has to finish it, or it lapses.',
  'row.waits.later': LATER,
  'row.waits.too': LATER,
  'row.waits.alone': ALONE,
  'row.waits.alone-now': ALONE,
  'row.waits.nobody': 'Ready {{when}}, if nobody stops it. No key of this account can finish it, so it lapses.',
  'row.ready.any': 'It has waited long enough, and has not happened. You can finish it until {{when}}.',
  'row.ready.other': 'It has waited long enough, and has not happened. Another key can finish it until {{when}}.',
  'row.ready.later':
    'It has waited long enough, and has not happened. Another key can finish it until {{when}}, or, where none is used, the same one from {{from}}.',
  'row.ready.too':
    'It has waited long enough, and has not happened. The key that began it can finish it until {{when}}, and so can another.',
  'row.ready.alone':
    'It has waited long enough, and has not happened. The key that began it can finish it from {{from}} until {{when}}.',
  'row.ready.alone-now':
    'It has waited long enough, and has not happened. The key that began it can finish it until {{when}}.',
  'row.ready.nobody':
    'It has waited long enough, and has not happened. No key of this account can finish it, so it lapses {{when}}.',
  'row.by-itself': 'Happens {{when}}, unless a trusted key stops it.',
  'row.by-itself.factor': 'Happens {{when}}, unless a second factor or a key stops it.',
  'row.due': 'Its wait is over. It happens in a moment, unless a trusted key stops it.',
  'row.due.factor': 'Its wait is over. It happens in a moment, unless a second factor or a key stops it.',
  'when.recovery': 'It opens {{when}}, in {{span}}, unless you stop it. Started with a recovery key.',
  'when.ripe': 'The wait is over. The person who started it can register two new keys, unless you stop it.',

  'count.waits': 'It has not happened. It is ready, if nobody stops it, in',
  'count.by-itself': 'It happens by itself, unless a trusted key stops it, in',
  'count.by-itself.factor': 'It happens by itself, unless a second factor or a key stops it, in',
  'count.recovery': 'Opens unless you stop it, in',
  'count.ripe': 'Open now. It closes, unless it is used or you stop it, in',

  'then.needs-key': 'When the wait is over, a key has to finish it. Nothing happens by itself.',
  'then.needs-proof': 'When the wait is over, you confirm it once more. Nothing happens by itself.',
  'then.settles': 'Protection settles until {{when}}. Until then nothing like this is finished, by any number of keys.',
  'then.due': 'It is carried out in a moment. If something stands in its way, it is tried again every hour.',
  'who.keys': '{{keys}} can finish it.',
  'who.none': 'No other key can finish it.',
  'who.beginner.never': '{{key}} began it, so it does not count here.',
  'who.beginner.from': '{{key}} began it, so it counts from {{when}}, if no other key is used before.',
  'who.beginner.too': '{{key}} began it. It can finish it too, because no other key was used.',
  'who.nobody': 'No key of this account can finish it. Stop it, and begin it again.',
  'who.any.keys': '{{keys}} can finish it.',
  'who.any.both': '{{keys}} can finish it, and so can your password and code.',
  'who.any.factors': 'Your password and a code can finish it.',
  'no-undo': 'Deleting cannot be undone.',

  'stop.any': 'Any browser that is signed in can stop it without a key, and so can the link in every alert.',
  'stop.second-factor':
    'Whoever signs in with the app that you have, a backup code or a key stops it. Here it takes one of them, proved anew. No link stops it.',
  'stop.trusted-key': 'Two proofs began it, so only a trusted key stops it.',
  stop: 'Stop this change',
  'stop.recovery': 'Stop this recovery',
  'stop.failed': 'The change was not stopped.',
  'keep.protection.leave': 'Keep protection',
  'keep.protection.lower-floor': 'Keep hardware keys only',
  'keep.protection.raise-floor': 'Keep every key',
  'keep.email.change': 'Keep the address',
  'keep.contact.remove': 'Keep the contact',
  'keep.contact.lower-needed': 'Keep the approvals',
  'keep.account.delete': 'Keep the account',
  'keep.credential.remove': 'Keep the key',
  'keep.recovery-key.replace': 'Keep the old ones',
  'keep.channel.stop': 'Keep the alerts',
  'keep.wait.shorten': 'Keep the wait',
  'keep.totp.replace': 'Keep your app',
  'stopped.protection.leave': 'Stopped. Protection stays on.',
  'stopped.protection.lower-floor': 'Stopped. Hardware keys only, as before.',
  'stopped.email.change': 'Stopped. Your e-mail address stays.',
  'stopped.contact.remove': 'Stopped. The contact stays.',
  'stopped.contact.lower-needed': 'Stopped. As many contacts as before approve a recovery.',
  'stopped.account.delete': 'Stopped. The account stays as it is.',
  'stopped.credential.remove': 'Stopped. The key stays suspended until you bring it back.',
  'stopped.recovery-key.replace': 'Stopped. Your recovery keys stay.',
  'stopped.protection.raise-floor': 'Stopped. Every key opens the account, as before.',
  'stopped.channel.stop': 'Stopped. Alerts go where they went.',
  'stopped.wait.shorten': 'Stopped. A recovery waits as long as before.',
  'stopped.totp.replace': 'Stopped. Your authenticator app stays.',
  'stopped.recovery': 'Stopped. The recovery has ended, and your keys work as before.',

  'finish.waiting': 'Waiting for your key',
  'finish.factors': 'Use password and code instead',
  'finish.failed': 'It was not finished.',
  'finish.gone': 'It was not finished: it was stopped meanwhile, or has happened already.',
  'finish.lapsed': 'It was not finished: it has lapsed. Begin it again, if you still want it.',
  'finish.waits': 'Its wait is over {{when}}. Come back then.',
  'finish.other-key': 'That key does not finish this change. Use one of these: {{keys}}.',
  'finish.other-key.none': 'That key does not finish this change, and no other does. Stop it, and begin it again.',
  'finish.other-key.from': 'That key began this change, so it counts from {{when}}. Until then use another one.',
  'finish.wrong-key': 'That key’s answer could not be accepted. Use one of these: {{keys}}.',
  'finished.protection.leave': 'Protection is off. Your keys open the account as before.',
  'finished.protection.lower-floor': 'Synced keys open the account again.',
  'finished.protection.raise-floor': 'Only hardware keys open the account now.',
  'finished.email.change': 'The address is changed. Alerts go to the new one.',
  'finished.contact.remove': 'The contact is removed.',
  'finished.contact.lower-needed': 'A recovery needs fewer approvals now.',
  'finished.credential.remove': 'The key is removed.',
  'finished.recovery-key.replace': 'The new recovery keys count now. The old ones are worthless.',
  'finished.channel.stop': 'Nothing more is told there.',
  'finished.wait.shorten': 'A recovery waits less from now on.',
  'finished.totp.replace': 'The new authenticator app is in use.',

  'begun.ready': 'It is ready {{when}}, if nobody stops it.',
  'begun.any': 'You then confirm it once more.',
  'begun.other': 'Another key then has to finish it.',
  'begun.later': 'Another key then has to finish it, or, where none is used, the same one from {{from}}.',
  'begun.too': 'A key then has to finish it.',
  'begun.alone': 'The key that began it can finish it from {{from}}.',
  'begun.alone-now': 'The key that began it can finish it then.',
  'begun.nobody': 'No key of this account can finish it then, so it lapses.',
  'begun.two': 'It happens {{when}}, unless a trusted key stops it.',

  case: 'Case {{number}}',
  'see-case': 'See the case',
  'see-hold': 'See it',
  'mark.asked': 'Asked',
  'mark.ready': 'Ready',
  'mark.over': 'Wait over',
  'mark.lapses': 'Lapses',
  'mark.happens': 'Happens',
  'mark.started': 'Started',
  'mark.second': 'Second alert',
  'mark.opens': 'Opens',
  'mark.opened': 'Opened',
  'mark.closes': 'Closes',
  'costs-nothing': 'Takes effect at once, and uses nothing up: if it was you, start again.',
  'costs-a-key': 'Asks for a key that was trusted when it started. It uses nothing up: if it was you, start again.',
} as const;

export default holds;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    holds: typeof holds;
  }
}
