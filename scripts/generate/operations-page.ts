// Renders docs/operations.md: the authority table, as a table.

import { paths } from '../../packages/contract/src/paths.ts';
import {
  type AlertRule,
  type Authority,
  authority,
  type DisownSubject,
} from '../../packages/server/src/domain/authority.ts';

const INTRODUCTION = `# Operations

<!-- Generated from packages/server/src/domain/authority.ts by \`npm run generate\`. -->

Everything that can be done, and by whom. A route whose operation is not in this table cannot be registered. There is no
row by which an operator or support changes what opens somebody else's account, or completes a recovery of it.

- **Who**: *anyone* (the operation carries its own proof, or gives nothing away), *flow* (the browser that holds the
  cookie of a sign-up, a half-done sign-in or a recovery link), *link* (the bearer of a one-time or signed link), *holder* (the account of
  a live session, acting on itself), *staff* (a live session of support or of an operator, whose own account is
  protected), *operator* (the same, of an operator alone), *system* (Holdfast's clockwork; no route leads to it).
- **Fresh**: presence proved within the step-up time, five minutes unless the operator made it shorter.
- **Key**: what it asks of the key that proved presence: a day old, or trusted. Empty: any that is not suspended.
- **Slow**: it takes rights. One proof begins it, and two, or time and a second touch, finish it.
- **Tier**: the accounts for which it exists.
- **Enrolling**: open to an account that must turn on Advanced Account Security before anything else.
- **Recovered**: refused for three days after the account was recovered.
- **Told**: when the holder gets an alert of success, and of a refusal.
- **Button**: what “This wasn't me” in such an alert is about.

| Operation | Served at | Who | Fresh | Key | Slow | Tier | Enrolling | Recovered | Told when done | Told when refused | Button |
|---|---|---|---|---|---|---|---|---|---|---|---|`;

const TOLD: Readonly<Record<AlertRule, string>> = {
  never: '',
  always: 'always',
  protected: 'if protected',
  'protected-or-new-device': 'if protected, or from a new browser',
};

const KEY: Readonly<Record<Authority['rights'], string>> = { any: '', day: 'a day old', trusted: 'trusted' };

const BUTTON: Readonly<Record<DisownSubject, string>> = {
  key: 'the key that acted',
  'added-key': 'the key that was added',
  recovered: 'what the keys of the recovery opened',
  factor: 'password and second factor',
  channel: 'the webhook or browser',
  contact: 'the contact',
  nothing: '',
};

const isTold = ({ alert }: Authority): boolean => alert.done !== 'never' || alert.refused !== 'never';

const tick = (yes: boolean): string => (yes ? 'yes' : '');

function row([operation, rule]: [string, Authority]): string {
  const routed: Readonly<Record<string, string>> = paths;
  const place = routed[operation];
  const cells = [
    `\`${operation}\``,
    place === undefined ? '' : `\`${place}\``,
    rule.who,
    tick(rule.fresh),
    KEY[rule.rights],
    tick(rule.pace === 'slow'),
    rule.tiers === 'any' ? '' : rule.tiers,
    tick(rule.who === 'holder' && rule.whileEnrolling),
    rule.onProbation === 'refused' ? 'refused' : '',
    TOLD[rule.alert.done],
    TOLD[rule.alert.refused],
    isTold(rule) ? BUTTON[rule.disown] : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

export const renderOperations = (): string =>
  `${[INTRODUCTION, ...Object.entries<Authority>(authority).map(row)].join('\n')}\n`;
