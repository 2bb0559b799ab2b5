import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import type { ContactId } from '../id.ts';
import { type AskedContact, approvalsAt, approvedFrom, GONE_MS, OBJECTED_MS, SILENT_MS } from './requirement.ts';

const DAY = 24 * 60 * 60 * 1000;
const STARTED = NOW;
const OVER = NOW + 3 * DAY;
const contact = (part: Partial<AskedContact> = {}): AskedContact => ({
  id: 'cntc_a' as ContactId,
  approvedAt: null,
  objectedAt: null,
  goneAt: null,
  removed: false,
  ...part,
});

/** Everything that a contact can have done by some time, or had done to them. */
const MOMENTS = [null, STARTED - 10 * DAY, STARTED, OVER - DAY, OVER + 10 * DAY] as const;
const EVERY_CONTACT: readonly AskedContact[] = MOMENTS.flatMap((approvedAt) =>
  MOMENTS.flatMap((objectedAt) =>
    MOMENTS.flatMap((goneAt) => [true, false].map((removed) => contact({ approvedAt, objectedAt, goneAt, removed }))),
  ),
);

describe('what a recovery needs of one contact', () => {
  it.each([
    ['who approved while it waited: nothing more', { approvedAt: STARTED + DAY }, OVER],
    ['who approved ten days late: to that day', { approvedAt: OVER + 10 * DAY }, OVER + 10 * DAY],
    ['who says nothing: 30 days', {}, OVER + SILENT_MS],
    ['who said “This is not them”: 60 days', { objectedAt: STARTED + DAY }, OVER + OBJECTED_MS],
    ['who said so, and then approved after all', { objectedAt: STARTED, approvedAt: OVER + DAY }, OVER + DAY],
    ['who left as it began: 30 days from then', { goneAt: STARTED }, STARTED + GONE_MS],
    ['who left long before: nothing', { goneAt: STARTED - GONE_MS }, OVER],
    ['who approved, and left afterwards: as if they had not', { approvedAt: OVER, goneAt: OVER }, OVER + GONE_MS],
    ['whom the holder removed: nothing', { removed: true }, OVER],
  ] as const)('%s', (_who, part, from) => {
    expect(approvedFrom({ asked: [contact(part)], needed: 1 }, OVER)).toBe(from);
  });

  it('ends 60 days after the wait, whatever the contact did: nobody is locked out for good', () => {
    expect(EVERY_CONTACT.length).toBe(250);
    for (const one of EVERY_CONTACT) {
      const from = approvedFrom({ asked: [one], needed: 1 }, OVER);
      expect(from, JSON.stringify(one)).toBeGreaterThanOrEqual(OVER);
      expect(from, JSON.stringify(one)).toBeLessThanOrEqual(OVER + OBJECTED_MS);
    }
  });
});

describe('what a recovery needs of several contacts', () => {
  const silent = contact();
  const approved = contact({ approvedAt: STARTED });
  const objected = contact({ objectedAt: STARTED });
  const later = contact({ approvedAt: OVER + 5 * DAY });

  it.each([
    ['no approval where none is asked for', [silent, silent], 0, OVER],
    ['two of three, as soon as two approved', [approved, silent, later], 2, OVER + 5 * DAY],
    ['two of three, where one approved and two are silent', [approved, silent, silent], 2, OVER + SILENT_MS],
    ['two of three, where one approved and one objected', [approved, silent, objected], 2, OVER + OBJECTED_MS],
    ['never more than there are contacts', [approved], 9, OVER],
    ['nothing where nobody counts', [], 2, OVER],
  ] as const)('%s', (_what, asked, needed, from) => {
    expect(approvedFrom({ asked, needed }, OVER)).toBe(from);
  });

  it('three contacts and any number: enough from that moment, not before, 60 days at the latest', () => {
    const some = EVERY_CONTACT.filter((_, index) => index % 17 === 0);
    for (const a of some)
      for (const b of some)
        for (const c of [silent, approved, objected])
          for (const needed of [1, 2, 3]) {
            const requirement = { asked: [a, b, c], needed };
            const from = approvedFrom(requirement, OVER);
            const at = approvalsAt(requirement, OVER, from);
            expect(at.approved).toBeGreaterThanOrEqual(at.needed);
            expect(from).toBeLessThanOrEqual(OVER + OBJECTED_MS);
            if (from > OVER) {
              const before = approvalsAt(requirement, OVER, from - 1);
              expect(before.approved).toBeLessThan(before.needed);
            }
          }
  });
});
