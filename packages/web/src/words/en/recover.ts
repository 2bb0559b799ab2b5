// Words of coming back with a recovery key: the start, the wait, the return.

const recover = {
  title: 'Recovery',
  'begin.statement': 'Come back with a recovery key.',
  'begin.lede':
    'For the day when every key you sign in with is lost. A recovery key opens nothing by itself. It starts a wait, so that a thief who finds one can be stopped.',
  'begin.email': 'E-mail address of the account',
  'begin.email.missing': 'Type the e-mail address of the account.',
  'begin.email.malformed': 'That is not a whole e-mail address.',
  key: 'Recovery key',
  'key.again': 'Type it once more from your paper',
  'key.hint': 'Seven groups of four, from your paper. Capitals, spaces and dashes do not matter.',
  'key.missing': 'Type a recovery key.',
  'key.part': 'A recovery key has seven groups of four. This is not a whole one.',
  'key.misread': 'That is not a whole recovery key. Look at each group again.',
  'key.misread.group': 'Group {{group}} is not right. Look at it again.',
  'begin.do': 'Start the recovery',
  'begin.once':
    'This uses the key up for any other recovery. Keep its paper: you need the same key once more, at the end.',
  'begin.refused': 'No recovery was started.',
  'begin.refused.check':
    'Check the address and the key. A key that was used or replaced before starts nothing, and only protected accounts have recovery keys.',
  'begin.failed': 'No recovery was started.',
  'begin.other': 'Sign in instead',
  'begin.e-mail': 'My account is not protected',
  'begin.started': 'I have started one already',
  'what.title': 'What happens then',
  'what.wait': 'It waits 2, 3 or 7 days, as chosen when protection was turned on. Nobody can shorten that.',
  'what.alerts':
    'The account’s alerts tell of it at the start, half-way and at the end. Whoever holds a key can stop it.',
  'what.return': 'You come back with this recovery key and a case secret, and register two new keys.',
  'what.end': 'At that moment everything old ends: keys, sessions and recovery keys. You get two new recovery keys.',

  case: 'Case {{number}}',
  waiting: 'Waiting',
  'started.statement': 'Your recovery has started. Now it waits.',
  'started.lede': 'The wait protects you: if this were a thief, you would have time to stop it. Nobody can shorten it.',
  count: 'You can register new keys in',
  'mark.started': 'Started',
  'mark.second': 'Second alert',
  'mark.opens': 'Opens',
  'secret.title': 'Keep this case secret',
  'secret.what': 'You need it, and the recovery key, to come back. It is shown once.',
  secret: 'Case secret',
  print: 'Print it',
  save: 'Save as a file',
  'file.name': 'recovery-case-{{number}}.txt',
  'file.about': 'Recovery of an account at {{host}}, case {{number}}. Started {{started}}.',
  'file.secret': 'Case secret: {{secret}}',
  'file.return': 'Come back at {{address}} from {{opens}}, with this secret and the recovery key that started it.',
  'paper.return': 'Come back at {{address}} from {{opens}}, with this and the recovery key that started it.',
  'look-back': 'How to come back',
  'look-back.what': 'Open {{address}} and type the case secret. You can look at any time; it opens {{opens}}.',
  'found.point': 'Found a key after all?',
  'found.link': 'Sign in with it.',
  'found.what': 'That ends this case, and everything stays as it was.',

  'ask.statement': 'See how your recovery stands.',
  'ask.lede': 'The case secret was shown once, when the recovery started: four groups of four.',
  'ask.hint': 'Capitals, spaces and dashes do not matter.',
  'ask.do': 'Show the case',
  'ask.missing': 'Type the case secret.',
  'ask.part': 'A case secret has four groups of four. This is not a whole one.',
  'ask.refused': 'That opens no case. Look at each group again.',
  'ask.failed': 'We could not look.',
  'ask.start': 'I have not started one yet',
  'ask.lost': 'Secret lost?',
  'ask.lost.what':
    'Then this case leads nowhere. Start another recovery with your other recovery key once this one has ended.',

  'waits.statement': 'Your recovery waits until {{when}}.',
  'waits.lede':
    'Nothing can be done before that, by anybody. Then come back with this case secret and the recovery key.',
  account: 'Account',
  started: 'Started',
  contacts: 'Recovery contacts',
  'contacts.count': '{{approved}} of {{needed}} have approved.',
  'contacts.what': 'This account also wants the word of its recovery contacts. Call them; nobody else can approve.',
  hardware: 'Two hardware keys',
  'hardware.what': 'This account opens with devices whose maker is verified. Other keys do not count here.',
  'give-up': 'Give this recovery up',
  'give-up.title': 'Give this recovery up?',
  'give-up.what':
    'The case ends and the account stays as it is. The recovery key that started it stays used up: only the other one can start a new recovery.',
  'give-up.keep': 'Let it wait',
  'give-up.failed': 'The case goes on.',
  'given-up.statement': 'You gave this recovery up.',
  'given-up.lede': 'The account stays as it was. The recovery key that started this case starts no other.',

  'ripe.statement.none': 'The wait is over. Register two new keys.',
  'ripe.statement.one': 'One key is registered. It needs two.',
  'ripe.statement.elsewhere': 'You need one key that works on another device.',
  'ripe.statement.hardware': 'You need two hardware keys.',
  'ripe.statement.contacts': 'Both keys are registered. Your contacts are still to approve.',
  'ripe.statement.ready': 'Both keys are registered. Come back in.',
  'ripe.lede': 'Nothing about the account changes before the last step. This case is open until {{when}}.',
  'ripe.key.note': 'The one that started this case.',
  'ripe.complete': 'Come back with these keys',
  'ripe.complete.after': 'In this moment everything old ends: keys, sessions and recovery keys.',
  'ripe.locked.keys': 'Opens when two keys are registered.',
  'ripe.locked.hardware': 'Opens when two hardware keys are registered.',
  'ripe.locked.elsewhere': 'Opens when one key works on another device.',
  'ripe.locked.contacts': 'Opens when your contacts have approved.',
  'ripe.not-added': 'The key was not added.',
  'ripe.not-back': 'The account is as it was.',
  'ripe.refused': 'That is not the recovery key that started this case.',

  'vetoed.statement': 'This recovery was stopped.',
  'vetoed.lede':
    'It ended {{when}}: somebody signed in with a key, stopped it from a browser that is signed in, or followed the link in an alert. The account stays as it was.',
  'vetoed.next':
    'If the account is yours and you stopped nothing yourself, somebody else can act for it. You can start again with your other recovery key.',
  'expired.statement': 'This recovery was not finished in time.',
  'expired.lede':
    'It closed {{when}}, and the account stays as it was. You can start again with your other recovery key.',
  'done.statement': 'This recovery is finished.',
  'done.lede': 'It ended {{when}}. The account opens with the keys that were registered then.',
  'ended.sign-in': 'Sign in with a key',
  'ended.again': 'Start another recovery',

  'back.statement': 'You are back. Keep these two new recovery keys.',
  'back.lede_zero': 'Your new keys open the account. The old keys and recovery keys are worthless from now on.',
  'back.lede_one':
    'Your new keys open the account. The old keys and recovery keys are worthless from now on, and {{count}} session ended.',
  'back.lede_other':
    'Your new keys open the account. The old keys and recovery keys are worthless from now on, and {{count}} sessions ended.',
  'back.keys': 'New recovery keys',
  'back.keys.note': 'They are shown once. Keep them on paper, in two places, away from your devices.',
  'back.prove': 'Type one back',
  'back.prove.note': 'A key you cannot read back is no key. Testing does not use it up.',
  'back.prove.field': 'Either of the two new keys, from your copy',
  'back.prove.do': 'Test the key',
  'back.prove.failed': 'The key was not tested.',
  'back.proved': 'It works: recovery key {{number}}.',
  'back.proved.what': 'Your copy can be read. Put it away now.',
  'back.careful': 'For 3 days your account stays as strict as it is.',
  'back.careful.what': 'Protection cannot be turned off or lowered, and the e-mail address cannot be changed.',
  'back.go': 'Go to your account',
} as const;

export default recover;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    recover: typeof recover;
  }
}
