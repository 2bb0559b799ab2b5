import { describe, expect, it } from 'vitest';
import {
  bunches,
  NOW,
  PROTECTED_TIERS,
  SORTS,
  type SortName,
  sampleKeys,
  sampleRecoveryKeys,
  sampleStandard,
} from '../account/account.sample.ts';
import { WAIT_HOURS } from '../recovery/recovery-key-record.ts';
import { currentStep, decideCommit, type Enrolment, unmetForEnrolment } from './enrolment.ts';

const ENROLMENTS: readonly Enrolment[] = [0, 1, 2].flatMap((made) =>
  [0, 1, 2]
    .filter((proved) => proved <= made)
    .flatMap((proved) =>
      [null, ...WAIT_HOURS].map((waitHours) => ({
        startedAt: NOW,
        recoveryKeys: sampleRecoveryKeys(made, proved),
        waitHours,
      })),
    ),
);
const ready: Enrolment = { startedAt: NOW, recoveryKeys: sampleRecoveryKeys(2, 1), waitHours: 72 };

const recoveryReady = (enrolment: Enrolment): boolean =>
  enrolment.recoveryKeys.length === 2 &&
  enrolment.recoveryKeys.some((key) => key.provedAt !== null) &&
  enrolment.waitHours !== null;
function keysReady(floor: 'advanced' | 'hardware', names: readonly SortName[]): boolean {
  const counted = names.filter((name) => floor === 'advanced' || SORTS[name].hardware);
  return counted.length >= 2 && counted.some((name) => SORTS[name].elsewhere);
}

describe('turning protection on', () => {
  it('The waiting time is 48, 72 or 168 hours', () => {
    expect(WAIT_HOURS).toEqual([48, 72, 168]);
  });

  it('The four steps come in their order: confirm, two keys, recovery keys, commit', () => {
    for (const names of bunches(2)) {
      const account = sampleStandard({ credentials: sampleKeys(names) });
      expect(currentStep(account, null)).toBe(1);
      for (const enrolment of ENROLMENTS) {
        const third = recoveryReady(enrolment) ? 4 : 3;
        expect(currentStep(account, enrolment)).toBe(keysReady('advanced', names) ? third : 2);
      }
    }
  });

  it('An enrolment goes back a step when a key is gone, and is resumed where it stood', () => {
    const [one, two] = sampleKeys(['roaming', 'device-bound']);
    if (!one || !two) throw new Error('two were made');
    expect(currentStep(sampleStandard({ credentials: [one, two] }), ready)).toBe(4);
    expect(currentStep(sampleStandard({ credentials: [two] }), ready)).toBe(2);
  });

  it.each(PROTECTED_TIERS)(
    'With the %s floor it commits only when keys, recovery keys, proof and waiting time are all there',
    (floor) => {
      for (const names of bunches(3)) {
        const account = sampleStandard({ credentials: sampleKeys(names) });
        for (const enrolment of ENROLMENTS) {
          const decision = decideCommit(account, enrolment, floor);
          const whole = keysReady(floor, names) && recoveryReady(enrolment);
          expect(decision, names.join(' + ')).toEqual(
            whole
              ? { allowed: true, facts: { waitHours: enrolment.waitHours } }
              : {
                  allowed: false,
                  refusal: { tag: 'requirements-unmet', unmet: unmetForEnrolment(account, enrolment, floor) },
                },
          );
          if (!decision.allowed) expect(unmetForEnrolment(account, enrolment, floor)).not.toEqual([]);
        }
      }
    },
  );

  it('What is missing is named, keys first', () => {
    const bare: Enrolment = { startedAt: NOW, recoveryKeys: [], waitHours: null };
    const recovery = ['recovery-keys', 'recovery-proof', 'waiting-time'];
    const account = sampleStandard({ credentials: sampleKeys(['synced', 'synced']) });
    expect(unmetForEnrolment(sampleStandard(), bare, 'advanced')).toEqual([
      'two-keys',
      'key-for-another-device',
      ...recovery,
    ]);
    expect(unmetForEnrolment(account, bare, 'advanced')).toEqual(recovery);
    expect(unmetForEnrolment(account, ready, 'hardware')).toEqual(['two-hardware-keys', 'key-for-another-device']);
  });

  it('An enrolment that was dropped commits nothing', () => {
    const account = sampleStandard({ credentials: sampleKeys(['roaming, anchored', 'roaming, anchored']) });
    for (const floor of PROTECTED_TIERS) {
      expect(decideCommit(account, null, floor)).toEqual({ allowed: false, refusal: { tag: 'flow-gone' } });
    }
  });

  it('A password and an authenticator app make up for no key', () => {
    const account = sampleStandard({
      credentials: sampleKeys(['roaming']),
      password: { setAt: NOW },
      totp: { setAt: NOW },
    });
    expect(unmetForEnrolment(account, ready, 'advanced')).toEqual(['two-keys']);
  });
});
