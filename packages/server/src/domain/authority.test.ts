import { type Route, routes } from '@holdfast/contract';
import { paths, type RoutedOperation } from '@holdfast/contract/paths';
import { describe, expect, it } from 'vitest';
import { NOW } from './account/account.sample.ts';
import { TOUCHES, type Touch } from './authority.sample.ts';
import { type Authority, authorise, authority, authorityOf, type Operation } from './authority.ts';
import { PRODUCT_POLICY } from './policy/policy.ts';
import { TIERS } from './tier.ts';

const OPERATIONS = Object.keys(authority) as Operation[];
const ROUTED = Object.keys(paths) as RoutedOperation[];
const YES_NO = [true, false];
const ROLES = ['holder', 'support', 'operator'] as const;
const where = (holds: (row: Authority) => boolean): Operation[] =>
  OPERATIONS.filter((operation) => holds(authorityOf(operation)));

const touching = (...touches: readonly Touch[]): Operation[] =>
  OPERATIONS.filter((operation) => touches.includes(TOUCHES[operation]));

describe('nobody undoes a protected account from outside', () => {
  it('Staff only look and have a link mailed to the holder; neither touches what opens accounts', () => {
    expect(where((row) => row.who === 'staff')).toEqual(['support.look', 'support.start-recovery']);
    const operators = where((row) => row.who === 'operator');
    expect(operators.filter((name) => !name.startsWith('platform-webhook.'))).toEqual([
      'staff.list',
      'staff.grant',
      'staff.revoke',
      'outbox.list-dead',
      'outbox.retry',
    ]);
    for (const operation of where((row) => row.who === 'staff' || row.who === 'operator')) {
      expect(TOUCHES[operation], operation).toBe('nothing');
      expect(authorityOf(operation), operation).toMatchObject({ tiers: 'protected', whileEnrolling: false });
    }
    expect(new Set(OPERATIONS.map((operation) => authorityOf(operation).who))).toEqual(
      new Set(['anyone', 'flow', 'link', 'client', 'holder', 'staff', 'operator', 'system']),
    );
  });

  it('Mail lets in only the browser that followed the link, and never to a protected account', () => {
    expect(touching('returns')).toEqual(['recovery-link.complete']);
    for (const operation of OPERATIONS.filter((name) => /^recovery-link\.(?!begin)/.test(name))) {
      expect(authorityOf(operation).tiers, operation).toBe('standard');
    }
  });

  it('A credential of an account in use is changed by its holder alone', () => {
    expect(touching('own').length).toBeGreaterThan(10);
    for (const operation of touching('own')) expect(authorityOf(operation).who, operation).toBe('holder');
  });

  it('Only the bearer of a case secret and the recovery key recovers, whoever else they are', () => {
    expect(touching('recovers')).toEqual(['recovery.complete']);
    expect(authorityOf('recovery.complete')).toMatchObject({
      who: 'link',
      effect: 'write',
      alert: { done: 'always', refused: 'protected' },
    });
  });

  it('A suspended key comes back only by credential.come-back, which is told however it ends', () => {
    expect(touching('awakes')).toEqual(['credential.come-back']);
    expect(authorityOf('credential.come-back')).toMatchObject({
      who: 'anyone',
      effect: 'write',
      alert: { done: 'always', refused: 'protected' },
    });
  });

  it('Only the browser that followed the mailed link takes protection back, and its holder hears', () => {
    expect(touching('takes back')).toEqual(['enrolment.take-back']);
    expect(authorityOf('enrolment.take-back')).toMatchObject({ who: 'flow', alert: { done: 'always' } });
  });

  it('Signed out, one begins an account, ends access, recovers, takes back, or touches no keys', () => {
    const outside = where((row) => row.who === 'anyone' || row.who === 'flow' || row.who === 'link');
    expect(outside.length).toBeGreaterThan(10);
    for (const operation of outside)
      expect(['nothing', 'new account', 'ends', 'returns', 'recovers', 'awakes', 'takes back'], operation).toContain(
        TOUCHES[operation],
      );
    expect(outside.filter((operation) => TOUCHES[operation] === 'new account')).toEqual([
      'setup.add-key',
      'setup.complete',
      'sign-up.make-totp',
      'sign-up.complete',
    ]);
  });

  it('A protected account changes a key, its name, its address or its tier by a fresh tap alone', () => {
    const onProtected = touching('own').filter((operation) => authorityOf(operation).tiers !== 'standard');
    expect(onProtected.filter((operation) => authorityOf(operation).fresh).sort()).toEqual([
      'credential.add',
      'credential.bring-back',
      'credential.confirm',
      'credential.remove',
      'credential.rename',
      'credential.suspend',
      'email.confirm',
      'protection.leave',
      'protection.lower-floor',
      'protection.raise-floor',
      'recovery-key.make',
      'recovery-key.replace',
      'step-up.recovery-key',
      'wait.lengthen',
      'wait.shorten',
    ]);
    expect(onProtected.filter((operation) => !authorityOf(operation).fresh)).toEqual([]);
  });

  it('The role opens and closes only what is staff’s: an operator is judged as any holder', () => {
    for (const operation of where((row) => row.who !== 'staff' && row.who !== 'operator')) {
      for (const tier of TIERS) {
        for (const enrolmentRequired of YES_NO) {
          for (const freshAt of [NOW, 0]) {
            const [holder, support, operator] = ROLES.map((role) =>
              authorise(operation, { tier, role, enrolmentRequired, freshAt, recoveredAt: null }, PRODUCT_POLICY, NOW),
            );
            expect(operator, operation).toEqual(holder);
            expect(support, operation).toEqual(holder);
          }
        }
      }
    }
  });

  it('What is staff’s is shut to holders, the operator’s to support, all to standard accounts', () => {
    for (const operation of where((row) => row.who === 'staff' || row.who === 'operator')) {
      const mayDo = authorityOf(operation).who === 'staff' ? ['support', 'operator'] : ['operator'];
      for (const role of ROLES) {
        for (const tier of TIERS) {
          const standpoint = { tier, role, enrolmentRequired: false, freshAt: NOW, recoveredAt: null };
          const { allowed } = authorise(operation, standpoint, PRODUCT_POLICY, NOW);
          expect(allowed, `${operation} ${role} ${tier}`).toBe(mayDo.includes(role) && tier !== 'standard');
        }
      }
      expect(authorise(operation, null, PRODUCT_POLICY, NOW).allowed, operation).toBe(false);
    }
  });

  it('No operation but staff’s own is named for acting on somebody else’s account', () => {
    const others = /admin|operator|support|staff|member|user|reset|recover(?!y[-.])|impersonat|grant|assign|delegate/;
    const named = OPERATIONS.filter((operation) => others.test(operation));
    expect(named).toEqual(['staff.list', 'staff.grant', 'staff.revoke', 'support.look', 'support.start-recovery']);
  });

  it('No address and no request of a signed-in person can name another account', () => {
    const parameters = ROUTED.flatMap((operation) => paths[operation].match(/:\w+/g) ?? []);
    expect(new Set(parameters)).toEqual(
      new Set([
        ':eventId',
        ':sessionId',
        ':credentialId',
        ':holdId',
        ':question',
        ':contactId',
        ':webhookId',
        ':messageId',
        ':channelId',
      ]),
    );
    const signedIn = ROUTED.filter((operation) => authorityOf(operation).who === 'holder');
    const fields = signedIn.flatMap((operation) => {
      const route: Route = routes[operation];
      return [route.params, route.query, route.body].flatMap((schema) =>
        Object.keys((schema as { properties?: object } | undefined)?.properties ?? {}),
      );
    });
    expect(fields).toContain('credentialId');
    expect(fields.filter((field) => /account|user|owner|holder|member|role|tier|acct/i.test(field))).toEqual([]);
  });
});

describe('the table and the doors', () => {
  it('Every routed operation has a row', () => {
    expect(ROUTED.filter((operation) => !(operation in authority))).toEqual([]);
  });

  it('Every row has its route, but the clockwork’s, to which no door leads', () => {
    const doorless = OPERATIONS.filter((operation) => !(operation in paths));
    expect(doorless).toEqual(where((row) => row.who === 'system'));
    expect(doorless).toEqual([
      'enrolment.dropped',
      'credential.counter-regressed',
      'client.add',
      'client.end',
      'setup.reissue',
      'secrets.rotate',
      'retention.run',
      'configuration.changed',
      'clock.moved',
      'clock.believed',
      'restore.record',
      'restore.decide',
      'restore.tell',
      'restore.stop-hold',
      'restore.resume-hold',
      'hold.announce',
      'hold.ready',
      'hold.lapse',
      'hold.expire',
      'hold.ripen',
      'account.erase',
      'recovery.stopped-by-key',
      'recovery.expire',
      'recovery.void',
      'wait.moved',
      'rules.moved',
      'credential.make-compromised',
      'credential.make-withdrawn',
      'credential.make-cleared',
      'recovery.held-up',
      'recovery-key.remind',
      'contact.accepted',
      'contact.declined',
      'contact.left',
      'contact.asked',
      'contact.approved',
      'contact.objected',
      'alert.digest',
      'push.gone',
      'webhook.paused',
      'webhook.gone',
      'platform-webhook.paused',
      'platform-webhook.gone',
      'sign-up.known-address',
    ]);
  });

  it('No two operations share an address', () => {
    const shapes = ROUTED.map((operation) => paths[operation].replaceAll(/:\w+/g, ':id'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('Nothing is changed by a GET, and nothing is merely read by a PUT or a DELETE', () => {
    for (const operation of ROUTED) {
      const [method] = paths[operation].split(' ');
      if (method !== 'POST') expect(authorityOf(operation).effect, operation).toBe(method === 'GET' ? 'read' : 'write');
    }
  });
});
