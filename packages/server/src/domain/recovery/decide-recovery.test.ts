import { describe, expect, it } from 'vitest';
import { NOW, PROTECTED_TIERS, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import { CLAIM_MS, type HoldState } from '../hold/hold.ts';
import { makeId } from '../id.ts';
import type { RecoveryFault } from '../refusal.ts';
import {
  AGAIN_MS,
  decideBeginning,
  decideRecovery,
  decideReturn,
  type KnownCase,
  NO_APPROVALS,
} from './decide-recovery.ts';
import { WAIT_HOURS } from './recovery-key-record.ts';

const HOUR = 3_600_000;
const RIPENS = NOW + 72 * HOUR;
const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });
const holdOf = (number: number) => makeId('hold', new Uint8Array(16).fill(number));
const openCase = (...ordinals: number[]): KnownCase => ({ holdId: holdOf(1), ordinals, isOpen: true, stoppedAt: null });
const ended = (stoppedAt: number | null, ...ordinals: number[]): KnownCase => ({
  holdId: holdOf(2),
  ordinals,
  isOpen: false,
  stoppedAt,
});
const ONE = [{ ordinal: 1 }];
const BOTH = [{ ordinal: 1 }, { ordinal: 2 }];

describe('beginning with one recovery key', () => {
  it.each(WAIT_HOURS)('waits the %i hours that the holder chose, and anybody stops it', (waitHours) => {
    for (const tier of PROTECTED_TIERS) {
      const account = sampleProtected({ tier, waitHours });
      expect(decideBeginning(account, [{ ordinal: 2 }], [], NOW)).toEqual(
        allow({ ordinals: [2], waitMs: waitHours * HOUR, proofs: 1, stoppedBy: 'any', replaces: [] }),
      );
    }
  });

  it('is refused without an account, on a standard account, and with any key but a live one', () => {
    expect(decideBeginning(null, ONE, [], NOW)).toEqual(refused('unknown-account'));
    expect(decideBeginning(sampleStandard(), ONE, [], NOW)).toEqual(refused('not-protected'));
    expect(decideBeginning(sampleProtected(), [{ isVoid: false }], [], NOW)).toEqual(refused('wrong-recovery-key'));
    expect(decideBeginning(sampleProtected(), [{ isVoid: true }], [], NOW)).toEqual(refused('recovery-key-void'));
    expect(decideBeginning(sampleProtected(), [], [], NOW)).toEqual(refused('wrong-recovery-key'));
  });

  it('is refused while a case of this key is open, and possible while only the other key has one', () => {
    const account = sampleProtected({ openRecoveries: [holdOf(1)] });
    for (const own of [openCase(1), openCase(1, 2)]) {
      expect(decideBeginning(account, ONE, [own], NOW)).toEqual(refused('recovery-running'));
    }
    expect(decideBeginning(account, ONE, [openCase(2)], NOW)).toMatchObject({
      facts: { stoppedBy: 'any', replaces: [] },
    });
  });

  it.each(WAIT_HOURS)(
    'within 30 days of a stop waits 30 days, not %i hours, and only a trusted key stops it',
    (waitHours) => {
      const account = sampleProtected({ waitHours });
      const again = { ordinals: [1], waitMs: AGAIN_MS, proofs: 1, stoppedBy: 'trusted-key', replaces: [] };
      const first = { ordinals: [1], waitMs: waitHours * HOUR, proofs: 1, stoppedBy: 'any', replaces: [] };
      for (const stopped of [[1], [1, 2]]) {
        const at = (ago: number) => decideBeginning(account, ONE, [ended(NOW - ago, ...stopped)], NOW);
        expect(at(0)).toEqual(allow(again));
        expect(at(AGAIN_MS - 1)).toEqual(allow(again));
        expect(at(AGAIN_MS)).toEqual(allow(first));
      }
      // The other key's stop, and an end that was no stop, change nothing.
      expect(decideBeginning(account, ONE, [ended(NOW, 2)], NOW)).toEqual(allow(first));
      expect(decideBeginning(account, ONE, [ended(null, 1)], NOW)).toEqual(allow(first));
    },
  );
});

describe('beginning with both recovery keys', () => {
  it('takes the place of every case that runs, waits as chosen, and only a trusted key stops it', () => {
    const openRecoveries = [holdOf(1), holdOf(3)];
    const account = sampleProtected({ openRecoveries, waitHours: 168 });
    for (const cases of [[], [openCase(1)], [openCase(1, 2)], [ended(NOW, 1), ended(NOW, 2)]]) {
      expect(decideBeginning(account, BOTH, cases, NOW)).toEqual(
        allow({
          ordinals: [1, 2],
          waitMs: 168 * HOUR,
          proofs: 2,
          stoppedBy: 'trusted-key',
          replaces: openRecoveries,
        }),
      );
    }
  });

  it('is refused where either is not good, and where both are the same one', () => {
    const account = sampleProtected();
    for (const [match, why] of [
      [{ isVoid: false }, 'wrong-recovery-key'],
      [{ isVoid: true }, 'recovery-key-void'],
      [{ ordinal: 1 }, 'wrong-recovery-key'],
    ] as const) {
      expect(decideBeginning(account, [{ ordinal: 1 }, match], [], NOW)).toEqual(refused(why));
    }
  });
});

const facts = (state: HoldState) => ({
  hold: { kind: 'recovery', state, startedAt: NOW, ripensAt: RIPENS, claimableUntil: null, proofs: 1 } as const,
  waitOverAt: RIPENS,
  account: { tier: 'advanced' } as const,
  approvals: NO_APPROVALS,
  unmet: [],
});
const ENDED = refuse({ tag: 'recovery-ended' });
const WAITING = refuse({ tag: 'recovery-waiting', ripensAt: RIPENS });

describe.each([
  ['registering new keys', decideReturn],
  ['completing', decideRecovery],
] as const)('%s', (_what, decide) => {
  it('is possible for fourteen days from its opening, to the millisecond, whatever is stored', () => {
    for (const state of ['waiting', 'ripe'] as const) {
      const answers = [NOW - 1000 * HOUR, NOW, RIPENS - 1, RIPENS, RIPENS + CLAIM_MS - 1, RIPENS + CLAIM_MS].map(
        (now) => decide(facts(state), now),
      );
      expect(answers).toEqual([WAITING, WAITING, WAITING, allow(), allow(), ENDED]);
    }
  });

  it('is impossible once the case was stopped, expired or done', () => {
    for (const state of ['vetoed', 'expired', 'done'] as const) {
      for (const now of [NOW, RIPENS, RIPENS + 1]) expect(decide(facts(state), now)).toEqual(ENDED);
    }
  });

  it('is impossible once the account is standard', () => {
    expect(decide({ ...facts('ripe'), account: { tier: 'standard' } }, RIPENS)).toEqual(ENDED);
  });

  it('names the approvals that it waits for, once nothing else delays it', () => {
    const hold = { ...facts('waiting').hold, ripensAt: RIPENS + 30 * 24 * HOUR };
    const approvals = { needed: 2, approved: 1 };
    expect(decide({ ...facts('waiting'), hold, approvals }, RIPENS)).toEqual(
      refuse({ tag: 'recovery-unapproved', ...approvals }),
    );
    const before = refuse({ tag: 'recovery-waiting', ripensAt: hold.ripensAt });
    expect(decide({ ...facts('waiting'), hold, approvals }, RIPENS - 1)).toEqual(before);
    expect(decide({ ...facts('waiting'), hold }, RIPENS)).toEqual(before);
  });

  it('is closed again by no contact who goes after it opened', () => {
    expect(decide({ ...facts('ripe'), approvals: { needed: 2, approved: 0 } }, RIPENS)).toEqual(allow());
  });
});

it('completing wants two keys that hold the floor', () => {
  const unmet = ['two-keys'] as const;
  expect(decideRecovery({ ...facts('ripe'), unmet }, RIPENS)).toEqual(refuse({ tag: 'requirements-unmet', unmet }));
});
