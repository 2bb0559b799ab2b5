// Words of changes that wait, wherever they are shown.

const holds = {
  'name.protection.leave': 'Protection turns off',
  'name.protection.lower-floor': 'Synced keys open this account again',
  'name.email.change': 'Your e-mail address changes',
  'name.contact.remove': 'A recovery contact is removed',
  'name.contact.lower-needed': 'Fewer contacts approve a recovery',
  'name.account.delete': 'The account is deleted',
  'name.recovery': 'Somebody is recovering this account',
  state: 'On hold',
  'when.key': '{{when}}, in {{span}}. Started by you with {{key}}.',
  when: '{{when}}, in {{span}}. Started by you.',
  'when.email.key': 'To ⟦{{email}}⟧ on {{when}}, in {{span}}. Started by you with {{key}}.',
  'when.email': 'To ⟦{{email}}⟧ on {{when}}, in {{span}}. Started by you.',
  'when.recovery': 'It opens {{when}}, in {{span}}, unless you stop it. Started with a recovery key.',
  'when.ripe': 'The wait is over. Whoever started it can register two new keys, unless you stop it.',
  'state.waiting': 'Waiting',
  'state.ripe': 'Open',
  case: 'Case {{number}}',
  'see-case': 'See the case',
  stop: 'Stop this change',
  'stop.recovery': 'Stop this recovery',
  'stop.failed': 'The change was not stopped.',
  'stopped.protection.leave': 'Stopped. Protection stays on.',
  'stopped.protection.lower-floor': 'Stopped. Hardware keys only, as before.',
  'stopped.email.change': 'Stopped. Your e-mail address stays.',
  'stopped.contact.remove': 'Stopped. The contact stays.',
  'stopped.contact.lower-needed': 'Stopped. As many contacts as before approve a recovery.',
  'stopped.account.delete': 'Stopped. The account stays as it is.',
  'stopped.recovery': 'Stopped. The recovery has ended, and your keys work as before.',
  'count.protection.leave': 'Protection turns off unless you stop it, in',
  'count.protection.lower-floor': 'Synced keys open this account again unless you stop it, in',
  'count.email.change': 'Your e-mail address changes unless you stop it, in',
  'count.contact.remove': 'A recovery contact is removed unless you stop it, in',
  'count.contact.lower-needed': 'Fewer contacts approve a recovery unless you stop it, in',
  'count.account.delete': 'The account is deleted unless you stop it, in',
  'count.recovery': 'Opens unless you stop it, in',
  'count.ripe': 'Open now. It closes, unless it is used or you stop it, in',
  'mark.asked': 'Asked',
  'mark.started': 'Started',
  'mark.second': 'Second alert',
  'mark.opens': 'Opens',
  'mark.opened': 'Opened',
  'mark.closes': 'Closes',
  'mark.happens': 'Takes effect',
  'costs-nothing': 'Takes effect at once. Stopping costs you nothing: if it was you, start again.',
  'any-key': 'Any browser that is signed in can stop it, and so can the link in every alert.',
} as const;

export default holds;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    holds: typeof holds;
  }
}
