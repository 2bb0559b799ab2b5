import { describe, expect, it } from 'vitest';
import { NOW, PROTECTED_TIERS, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import { type HoldState, RIPE_MS } from '../hold/hold.ts';
import { makeId } from '../id.ts';
import type { RecoveryFault } from '../refusal.ts';
import { decideBeginning, decideRecovery, decideReturn, NO_APPROVALS } from './decide-recovery.ts';
import { WAIT_HOURS } from './recovery-key-record.ts';

const HOUR = 3_600_000;
const RIPENS = NOW + 72 * HOUR;
const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });

describe('beginning', () => {
  it.each(WAIT_HOURS)('waits the %i hours that the holder chose', (waitHours) => {
    for (const tier of PROTECTED_TIERS) {
      const account = sampleProtected({ tier, waitHours });
      expect(decideBeginning(account, { ordinal: 2 })).toEqual(allow({ ordinal: 2, waitMs: waitHours * HOUR }));
    }
  });

  it('is refused without an account, on a standard account, and with any key but a live one', () => {
    expect(decideBeginning(null, { ordinal: 1 })).toEqual(refused('unknown-account'));
    expect(decideBeginning(sampleStandard(), { ordinal: 1 })).toEqual(refused('not-protected'));
    expect(decideBeginning(sampleProtected(), { spent: false })).toEqual(refused('wrong-recovery-key'));
    expect(decideBeginning(sampleProtected(), { spent: true })).toEqual(refused('recovery-key-spent'));
  });

  it('is refused while another case is open', () => {
    const openRecovery = makeId('hold', new Uint8Array(16));
    expect(decideBeginning(sampleProtected({ openRecovery }), { ordinal: 2 })).toEqual(refused('recovery-running'));
  });
});

const facts = (state: HoldState) => ({
  hold: { kind: 'recovery', state, startedAt: NOW, ripensAt: RIPENS } as const,
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
  it('is possible from the end of the wait for fourteen days, to the millisecond, whatever the job has stored', () => {
    for (const state of ['waiting', 'ripe'] as const) {
      const answers = [NOW - 1000 * HOUR, NOW, RIPENS - 1, RIPENS, RIPENS + RIPE_MS - 1, RIPENS + RIPE_MS].map((now) =>
        decide(facts(state), now),
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

  it('wants every approval that is needed, on top of the wait and never instead of it', () => {
    for (const [needed, approved] of [
      [1, 0],
      [3, 2],
    ] as const) {
      const approvals = { needed, approved };
      expect(decide({ ...facts('ripe'), approvals }, RIPENS)).toEqual(
        refuse({ tag: 'recovery-unapproved', needed, approved }),
      );
    }
    const approvals = { needed: 2, approved: 2 };
    expect(decide({ ...facts('ripe'), approvals }, RIPENS)).toEqual(allow());
    expect(decide({ ...facts('ripe'), approvals }, RIPENS - 1)).toEqual(WAITING);
  });
});

it('completing wants two keys that hold the floor', () => {
  const unmet = ['two-keys'] as const;
  expect(decideRecovery({ ...facts('ripe'), unmet }, RIPENS)).toEqual(refuse({ tag: 'requirements-unmet', unmet }));
});
