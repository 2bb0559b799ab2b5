// Words of how ready an account is for the day when its keys are lost: on the overview and on the recovery page.

const readiness = {
  ready: 'Ready: {{keys}}, {{recovery}}, last proved {{ago}}',
  'ready.now': 'Ready: {{keys}}, {{recovery}}, one proved just now',
  'ready.unproved': 'Ready: {{keys}}, {{recovery}}',
  has: '{{keys}}, {{recovery}}, last proved {{ago}}',
  'has.now': '{{keys}}, {{recovery}}, one proved just now',
  'has.unproved': '{{keys}}, {{recovery}}, none proved',
  keys_one: '{{count}} key',
  keys_other: '{{count}} keys',
  'recovery-keys_zero': 'no recovery key',
  'recovery-keys_one': '{{count}} recovery key',
  'recovery-keys_other': '{{count}} recovery keys',

  'nag.none-left': 'No recovery key is left.',
  'nag.none-left.what':
    'If every key were lost now, nothing would bring this account back. Make two new recovery keys.',
  'nag.none-left.do': 'Make new recovery keys',
  'nag.one-left': 'One recovery key is left.',
  'nag.one-left.what':
    'If every key and its paper were lost, nothing would bring this account back. Make two new recovery keys.',
  'nag.one-left.do': 'Make new recovery keys',
  'nag.never-proved': 'None of your recovery keys has ever been typed back.',
  'nag.never-proved.what': 'A key you cannot read back is no key. Practising takes a minute and uses nothing up.',
  'nag.never-proved.do': 'Practise a recovery',
  'nag.stale-proof': 'It is time to practise a recovery.',
  'nag.stale-proof.what':
    'Paper fades, moves house and gets lost. Type one of your recovery keys back: that uses nothing up.',
  'nag.stale-proof.do': 'Practise a recovery',
} as const;

export default readiness;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    readiness: typeof readiness;
  }
}
