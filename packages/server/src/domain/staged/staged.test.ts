import { describe, expect, it } from 'vitest';
import { TOUCHES } from '../authority.sample.ts';
import { authority, authorityOf, needsSession, type Operation } from '../authority.ts';
import { SLOW_KINDS } from '../hold/hold.ts';
import { FLOW_KINDS } from './flow-kind.ts';
import { CAUSES, causeOf, causeOfSlow, effectOn, STAGED, STAGED_KINDS, STAGED_MS, type StagedKind } from './staged.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const operations = Object.keys(authority) as Operation[];
/** Sealed into what the browser holds: nothing is stored that could be ended, and without its session it opens nothing. */
const STATELESS: readonly StagedKind[] = ['challenge', 'export ticket', 'data ticket'];
const boundTo = (bound: string) => STAGED_KINDS.filter((kind) => STAGED[kind].bound === bound);

describe('half-done things', () => {
  it('Every kind of flow has a row', () => {
    for (const kind of FLOW_KINDS) expect(STAGED_KINDS).toContain(`flow ${kind}`);
    expect(STAGED_KINDS.filter((kind) => kind.startsWith('flow '))).toHaveLength(FLOW_KINDS.length);
  });

  it('Every kind that one session or browser made runs out within the hour', () => {
    for (const kind of [...boundTo('session'), ...boundTo('browser')]) {
      expect(STAGED[kind].livesMsMax, kind).toBeLessThanOrEqual(STAGED_MS);
    }
  });

  it('Every kind that waits for somebody else lives fourteen days at most', () => {
    const kinds = boundTo('somebody-else');
    expect(kinds).toEqual(['contact invitation']);
    for (const kind of kinds) expect(STAGED[kind].livesMsMax, kind).toBeLessThanOrEqual(14 * DAY_MS);
  });

  it('Every kind of a session ends with it, with a change elsewhere, and with “This wasn’t me”', () => {
    for (const kind of boundTo('session').filter((one) => !STATELESS.includes(one))) {
      expect([effectOn(kind, 'session-end'), effectOn(kind, 'credential-change')], kind).toEqual(['own', 'elsewhere']);
      for (const cause of ['disown', 'lock', 'enrolment', 'recovery', 'taking-back', 'leaving'] as const) {
        expect(effectOn(kind, cause), `${kind} ${cause}`).toBe('all');
      }
    }
  });

  it('What somebody else was asked for ends when whoever asked is disowned', () => {
    for (const kind of boundTo('somebody-else'))
      expect([effectOn(kind, 'disown'), effectOn(kind, 'lock')]).toEqual(['all', 'all']);
  });

  it('Nobody who took an account over can end the way to take it back', () => {
    for (const cause of ['disown', 'lock', 'credential-change', 'session-end'] as const) {
      expect(effectOn('flow take-back', cause), cause).toBe('kept');
    }
  });

  it('Every making that names an alert is told', () => {
    for (const kind of STAGED_KINDS) {
      const { told } = STAGED[kind];
      if (told) expect(authorityOf(told).alert.done, kind).not.toBe('never');
    }
  });

  it('Every session operation that changes what opens the account ends others’ half-done things', () => {
    // These stage something themselves, name a key or vouch for it, or are slow: then the change is the cause, when it is made.
    const others: readonly Operation[] = [
      'totp.begin',
      'enrolment.drop',
      'enrolment.make-recovery-keys',
      'enrolment.prove',
      'recovery-key.make',
      'credential.rename',
      'wait.lengthen',
      'step-up.recovery-key',
    ];
    const changing = operations.filter(
      (operation) =>
        TOUCHES[operation] === 'own' &&
        needsSession(authorityOf(operation).who) &&
        authorityOf(operation).pace === 'instant' &&
        !others.includes(operation),
    );
    expect(changing).toContain('password.set');
    for (const operation of changing) expect(causeOf(operation), operation).not.toBeNull();
  });

  it('Every slow change that touches a way in, when it is made, ends what is half done', () => {
    const harmless = ['account.delete', 'contact.remove', 'contact.lower-needed', 'channel.stop', 'wait.shorten'];
    for (const kind of SLOW_KINDS) expect(causeOfSlow(kind) === null, kind).toBe(harmless.includes(kind));
    expect(causeOfSlow('protection.leave')).toBe('leaving');
  });

  it('Every kind has an effect for every cause', () => {
    for (const kind of STAGED_KINDS)
      expect(Object.keys(STAGED[kind].effects).toSorted(), kind).toEqual([...CAUSES].toSorted());
  });
});
