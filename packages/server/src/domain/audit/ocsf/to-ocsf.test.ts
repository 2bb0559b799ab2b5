// Every operation, however it ended and whoever did it, is told in a valid event of OCSF.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { authority, type Operation } from '../../authority.ts';
import type { ToldEvent } from '../told-event.ts';
import { OCSF_CLASSES, OTHER_ACTIVITY } from './ocsf-classes.ts';
import { OCSF_RULES } from './ocsf-rules.ts';
import { toOcsf } from './to-ocsf.ts';

const SCHEMA = new URL('../../../../../../test/vectors/ocsf/ocsf-1.3.0.schema.json', import.meta.url);
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
const faultsOf = (event: unknown): unknown => (validate(event) ? [] : validate.errors);
const operations = Object.keys(authority) as Operation[];

const event = (part: Partial<ToldEvent> = {}): ToldEvent => ({
  id: 'evnt_06f863gt01kr3wypbrgy7ym18g',
  position: 7,
  at: 1_780_000_000_000,
  operation: 'sign-in.key',
  outcome: 'done',
  reason: null,
  actor: 'holder',
  account: 'acct_2v9k3m8x0d7q4n1c5h6j2b8f3e',
  session: 'sess_2v9k3m8x0d7q4n1c5h6j2b8f3e',
  credential: 'cred_2v9k3m8x0d7q4n1c5h6j2b8f3e',
  ip: '192.0.2.7',
  country: 'NO',
  device: 'Firefox on Linux',
  userAgent: 'Mozilla/5.0',
  request: 'req-1',
  subject: 'Blue key',
  keyName: 'Laptop',
  effectiveAt: 1_780_000_300_000,
  ...part,
});

const ERASED = {
  account: null,
  session: null,
  credential: null,
  ip: null,
  country: null,
  device: null,
  userAgent: null,
  request: null,
  subject: null,
  keyName: null,
  effectiveAt: null,
} as const;

describe('an event in OCSF', () => {
  it.each(operations)('%s fits its class, done and refused, by whomever, whole and erased', (operation) => {
    for (const actor of ['holder', 'stranger', 'system', 'client', 'staff'] as const) {
      for (const outcome of ['done', 'refused'] as const) {
        const reason = outcome === 'done' ? null : 'role';
        for (const rest of [{}, ERASED]) {
          expect(faultsOf(toOcsf(event({ operation, actor, outcome, reason, ...rest }), 'log.example'))).toEqual([]);
        }
      }
    }
  });

  it.each(operations)('%s has an activity that its class knows, or says by its own name what it is', (operation) => {
    const { of, activity } = OCSF_RULES[operation];
    const { activities } = OCSF_CLASSES[of];
    expect(activity === OTHER_ACTIVITY || Object.hasOwn(activities, activity)).toBe(true);
    const name = activity === OTHER_ACTIVITY ? operation : (activities as Record<number, string>)[activity];
    expect(toOcsf(event({ operation }), 'log.example')).toMatchObject({ activity_name: name });
  });

  it('says who, whose, from where, why and at which place of the log', () => {
    const refused = event({ outcome: 'refused', reason: 'signature', actor: 'stranger' });
    expect(toOcsf(refused, 'account.example.com/log')).toMatchObject({
      class_uid: 3002,
      type_uid: 300201,
      status_id: 2,
      status_code: 'signature',
      severity_id: 3,
      time: refused.at,
      metadata: { uid: refused.id, sequence: 7, log_name: 'account.example.com/log', correlation_uid: 'req-1' },
      actor: { user: { name: 'unknown' } },
      user: { uid: refused.account },
      src_endpoint: { ip: '192.0.2.7', location: { country: 'NO' } },
    });
  });

  it('under a name that a later version dropped is still told', () => {
    expect(faultsOf(toOcsf(event({ operation: 'agent.stop' }), 'log.example'))).toEqual([]);
  });
});

describe('the schema that it is held against', () => {
  const good = toOcsf(event(), 'log.example');
  it.each<[string, object]>([
    ['a member that the class does not have', { ...good, usr: {} }],
    ['an activity that is not the type', { ...good, type_uid: 300202 }],
    ['another caption than the activity’s', { ...good, activity_name: 'Log-on' }],
    ['a class of another category', { ...good, category_uid: 6 }],
    ['a severity that there is not', { ...good, severity_id: 7 }],
    ['no user', { ...good, user: undefined }],
    ['a user without a name or an id', { ...good, user: { type_id: 1 } }],
    [
      'neither service nor destination',
      Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'service')),
    ],
    ['a time in words', { ...good, time: '2026-06-01' }],
  ])('refuses %s', (_, wrong) => {
    expect(validate(JSON.parse(JSON.stringify(wrong)))).toBe(false);
  });
});
