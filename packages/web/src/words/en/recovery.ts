// Words of the recovery page: practising, and replacing recovery keys.

const recovery = {
  title: 'Recovery',
  fetching: 'Fetching your recovery keys',
  failed: 'We could not fetch your recovery keys.',
  'failed.still': 'They are as they were.',

  'statement.ready': 'If every key is lost, you can still come back.',
  'lede.ready':
    'It takes one of your recovery keys and {{span}} of waiting. Meanwhile you are told on every channel, and a key that you had before stops a recovery that is not yours.',
  'statement.standard': 'This account has no recovery keys.',
  'lede.standard': 'They come with protection: two keys on paper, for the day when every key you sign in with is lost.',
  protect: 'Turn on protection',
  'protect.continue': 'Continue turning on protection',

  'under-way': 'A recovery of this account is under way.',
  'under-way.what':
    'Look at it first: if it is not yours, stop it there. New recovery keys end it too, once they are in place.',
  'under-way.see': 'See the case',

  how: 'If it comes to it',
  'how.note': 'Worth reading once, while nothing is wrong.',
  'how.first': 'First',
  'how.first.what': 'Type your e-mail address and a recovery key, or better both, signed out, at',
  'how.then': 'Then',
  'how.then.what': 'It waits {{span}}, and shows you a case secret to keep. Nobody can shorten the wait.',
  'how.end': 'At the end',
  'how.end.what':
    'Come back with the case secret and a recovery key that started it, and register two new keys. Everything old ends, and you get two new recovery keys.',

  yours: 'Your recovery keys',
  'yours.note': 'On paper, in two places, away from your devices.',
  'key.name': 'Recovery key {{ordinal}}',
  'key.proved': 'Proved',
  'key.unproved': 'Never typed back',
  'key.made': 'Made {{when}}.',
  'key.proved-at': 'Last typed back {{when}}.',
  'key.void': 'Void',
  'key.void-at':
    'Void since {{when}}: the database was put back and the operator has not decided yet, or it began a recovery while one could only begin one.',

  practise: 'Practise',
  'practise.note': 'Nothing is used up. Try once or twice a year.',
  'practise.field': 'Type one of your recovery keys from its paper',
  'practise.do': 'Check it',
  'practise.failed': 'The key was not checked.',
  'practise.good': 'Recovery key {{ordinal}} is good.',
  'practise.good.what': 'Put it back where it was.',

  wait: 'Waiting time',
  'wait.note': 'How long a recovery waits, so that you can stop one that is not yours.',
  'wait.now': 'A recovery waits {{span}}.',
  'wait.longer': 'Let it wait 7 days',
  'wait.longer.done': 'A recovery waits 7 days from now on.',
  'wait.shorter': 'Let it wait 3 days only',
  'wait.shorter.what':
    'Shorter leaves less time to stop a recovery that is not yours. So that takes a second key, or a week.',
  'wait.shorter.confirms': 'a recovery waits {{span}}.',
  'wait.shorter.begun': 'A recovery waits as long as before. The change itself waits.',
  'wait.shorter.now': 'A recovery waits 3 days from now on.',
  'wait.failed': 'The waiting time is as it was.',

  contacts: 'Contacts',
  'contacts.note': 'People who confirm that it is really you.',
  'contacts.what':
    'People you trust can be required to approve a recovery with keys of their own, on top of your recovery key and the wait. Others may have asked the same of you.',
  'contacts.go': 'Recovery contacts',

  replace: 'Replace',
  'replace.note': 'Your current ones stay good until the new ones are in place.',
  'replace.what':
    'Make two new ones if a paper was lost, or if somebody else may have seen it. You type one back, and {{span}} later the new ones take their place: by themselves where two proofs began it, else when a key finishes it.',
  'replace.do': 'Make two new recovery keys',
  'replace.failed': 'No new recovery keys were made. Your current ones are as they were.',
  'new.statement': 'Keep these two new keys somewhere safe. They are shown once.',
  'new.lede':
    'Write both down or print them, then type one back. Your current recovery keys stay good until these are in place.',
  'new.do': 'Put them in place of the old ones',
  'new.keep': 'Keep the old ones',
  'new.failed': 'Nothing was replaced: your current recovery keys stay good.',
  'new.confirms': 'both recovery keys are replaced.',
  'new.done': 'The old recovery keys are good until the new ones are in place, so keep both pairs.',
  'new.waits': 'Two new ones wait to take the place of the old ones, which are good until then. Keep both pairs.',
  'new.kept': 'Your current recovery keys stay good. The two you were just shown are worthless.',
} as const;

export default recovery;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    recovery: typeof recovery;
  }
}
