// Words of the page behind a recovery contact's mail: "This is not them".

const notThem = {
  title: 'This is not them',
  fetching: 'Fetching the recovery',
  failed: 'We could not fetch the recovery.',
  'failed.still': 'It is as it was.',
  case: 'Case {{number}}',
  statement: 'Somebody is recovering the account of {{name}}. Is it somebody else?',
  lede: 'Press the button if you know that it is not {{name}}: because you spoke to them, or because what they said was wrong. If you are not sure, call them first.',
  began: 'Began',
  opens: 'Opens',
  'opens.over': 'The wait is over',
  say: 'This is not {{name}}',
  approve: 'I spoke to them: approve instead',
  'not-said': 'Nothing was said yet.',
  does: '{{name}} is told at once on every channel, and the recovery waits a month longer for you. You can say it once, and you can still approve afterwards. Your own account is not touched.',
  'does.ripe':
    '{{name}} is told at once on every channel, and can still stop it. It is open already, so it does not wait for you any more. Your own account is not touched.',
  'said.statement': '{{name}} was told that it is not them.',
  'said.lede':
    'The recovery needs you until {{when}} at most, unless it is stopped before. Call {{name}} too: signing in with one of their keys stops it at once.',
  'said.ripe': 'The recovery is open already. Call {{name}} now: signing in with one of their keys stops it at once.',
  'used.statement': 'That was said already.',
  'used.lede': 'It can be said once for each recovery. The holder was told.',
  'ended.statement': 'This recovery has ended.',
  'ended.lede': 'It was stopped, ran out or was completed. There is nothing to say about it any more.',
  'gone.statement': 'This link leads nowhere.',
  'gone.lede': 'It is too old, or not whole. Sign in and look under “Contacts”: what you are asked stands there.',
} as const;

export default notThem;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    'not-them': typeof notThem;
  }
}
