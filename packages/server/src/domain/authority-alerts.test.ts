// What the holder is told of: by operation, outcome, tier and device.

import { describe, expect, it } from 'vitest';
import { TOUCHES, type Touch } from './authority.sample.ts';
import { authority, authorityOf, isAlerted, type Operation } from './authority.ts';
import { TIERS } from './tier.ts';

const OPERATIONS = Object.keys(authority) as Operation[];
const YES_NO = [true, false];
const touching = (...touches: readonly Touch[]): Operation[] =>
  OPERATIONS.filter((operation) => touches.includes(TOUCHES[operation]));

describe('what the holder is told', () => {
  const rows = OPERATIONS.flatMap((operation) => YES_NO.map((newDevice) => ({ operation, newDevice })));
  const told = (outcome: 'done' | 'refused', tier: (typeof TIERS)[number], newDevice: boolean): Operation[] =>
    OPERATIONS.filter((operation) => isAlerted(operation, outcome, tier, newDevice));
  const SIGN_INS: readonly Operation[] = ['sign-in.key', 'sign-in.second-key', 'sign-in.second-totp'];

  it('A protected account hears of every sign-in; a standard one of those from a new device', () => {
    for (const operation of SIGN_INS) {
      expect(isAlerted(operation, 'done', 'standard', true)).toBe(true);
      expect(isAlerted(operation, 'done', 'standard', false)).toBe(false);
      for (const newDevice of YES_NO) {
        expect(isAlerted(operation, 'done', 'advanced', newDevice)).toBe(true);
        expect(isAlerted(operation, 'done', 'hardware', newDevice)).toBe(true);
      }
    }
  });

  it('Every change of a credential, verifier, address or tier is told on each tier that has it', () => {
    const preparing = [
      'totp.begin',
      'enrolment.drop',
      'enrolment.make-recovery-keys',
      'enrolment.prove',
      'recovery-key.make',
    ];
    for (const operation of touching('own', 'matures').filter((name) => !preparing.includes(name))) {
      for (const tier of TIERS) expect(isAlerted(operation, 'done', tier, false), operation).toBe(true);
    }
  });

  it('A protected account hears of a changed name and ended sessions; a standard one does not', () => {
    for (const operation of ['account.rename', 'session.end', 'session.end-others'] as const) {
      expect(
        TIERS.map((tier) => isAlerted(operation, 'done', tier, false)),
        operation,
      ).toEqual([false, true, true]);
    }
  });

  it('A protected account hears each refused try to enter, prove presence or change keys or tier', () => {
    const attempts: readonly Operation[] = [
      ...SIGN_INS,
      'sign-in.password',
      'step-up.key',
      'email.confirm',
      'credential.add',
      'credential.rename',
      'credential.remove',
      'protection.leave',
      'protection.raise-floor',
      'protection.lower-floor',
      'recovery-key.make',
    ];
    for (const tier of ['advanced', 'hardware'] as const)
      expect(told('refused', tier, false)).toEqual(expect.arrayContaining([...attempts]));
  });

  it('A standard account hears no stranger’s failures, which would teach it to ignore alerts', () => {
    for (const newDevice of YES_NO) expect(told('refused', 'standard', newDevice)).toEqual([]);
  });

  it('A protected account is told all that a standard one is, and the hardware floor no less', () => {
    for (const { operation, newDevice } of rows) {
      for (const outcome of ['done', 'refused'] as const) {
        const [standard, advanced, hardware] = TIERS.map((tier) => isAlerted(operation, outcome, tier, newDevice));
        if (standard) expect(advanced, operation).toBe(true);
        expect(hardware, operation).toBe(advanced);
      }
    }
  });

  it('Looking at things is never told', () => {
    for (const operation of OPERATIONS.filter((name) => authorityOf(name).effect === 'read')) {
      for (const tier of TIERS) {
        expect(isAlerted(operation, 'done', tier, true), operation).toBe(false);
        expect(isAlerted(operation, 'refused', tier, true), operation).toBe(false);
      }
    }
  });
});
