// A span of days in a sentence of a page or a mail is that of the rule that it speaks of. A sentence for which no rule is
// named fails: somebody says here which.

import { expect, it } from 'vitest';
import { DISOWN_MS } from '../packages/server/src/app/alert/disown-link.ts';
import { CONTEST_MS } from '../packages/server/src/domain/account/contest.ts';
import { MAKE_GRACE_MS } from '../packages/server/src/domain/credential/judge-make.ts';
import {
  CONFIRMED_MS,
  FREEZE_AGAIN_MS,
  FREEZE_MS,
  NEW_MS,
  OWN_TOUCH_MS,
} from '../packages/server/src/domain/credential/key-stage.ts';
import { FORMER_FACTOR_MS, SETTLING_MS } from '../packages/server/src/domain/enrolment/settling.ts';
import { BEGINNER_MS, CLAIM_MS, DELETION_MS, HOLD_MS } from '../packages/server/src/domain/hold/hold.ts';
import { AGAIN_MS } from '../packages/server/src/domain/recovery/decide-recovery.ts';
import { WAIT_HOURS } from '../packages/server/src/domain/recovery/recovery-key-record.ts';
import { RECOVERY_PROBATION_MS } from '../packages/server/src/domain/recovery/recovery-probation.ts';
import { allFiles, isTest, readText } from './support/source-tree.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const [SHORT_MS, LONG_MS] = WAIT_HOURS.map((hours) => hours * HOUR_MS) as [number, number];

/** What the words around a span say, and the rule. The first that fits counts. */
const RULES: readonly (readonly [about: RegExp, ms: number | 'a wait'])[] = [
  [/vouched for (it )?(with)?in the last @|no link .*suspends .* for @|for @ no link/i, CONFIRMED_MS],
  [/A link locked it within the last @/, FREEZE_AGAIN_MS],
  [/(a lock|that) ends by itself after @|trusted key, and after @ at the latest/i, FREEZE_MS],
  [/suspended it @ ago|had suspended it, and for @|another trusted key within @/, OWN_TOUCH_MS],
  [
    /(code|app|key).* had (at any time )?in the @ before|account had in the @|you had in the @|account’s in the @|a key of the @/,
    FORMER_FACTOR_MS,
  ],
  [/what you prove for less than @|account had it for @|account had for less than @/, HOLD_MS],
  [/For @ it is new|one that you have had for @/, NEW_MS],
  [/For @ this can be taken back|For @ it can be taken back|taken back for @|For @ they are kept sealed/, SETTLING_MS],
  [/old ones let you in for @/, FORMER_FACTOR_MS],
  [/older than @ or was used|changes once more within @|change of address in the @ before/, CONTEST_MS],
  [/keeps working for @ after the alert|It is older than @/, DISOWN_MS],
  [/(same one )?after @ in which|same one after @\.|key, or @\.|it takes @:/, BEGINNER_MS],
  [/recovered less than @|Until those @|For @ (after that|your account|the address)/, RECOVERY_PROBATION_MS],
  [/then waits @|which waits @|It waits @, and only|so it waits @ and only/, AGAIN_MS],
  [/place of the old ones after @|another app. It takes @|Begin the @/, HOLD_MS],
  [/now, after @ and/, DELETION_MS / 2],
  [/asked for @ ago/, DELETION_MS],
  [/until.*'within @'|came back for it within @/, CLAIM_MS],
  [/effective_at === null \? 'in @'/, MAKE_GRACE_MS],
  [
    /Let it wait @( only|')|waits @ from now on|still waits @ at least|wait @ instead|'wait\.\d+': '@'|waits 3 or @/,
    'a wait',
  ],
];

const WORDS: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, fourteen: 14 };
const UNITS: Readonly<Record<string, number>> = { day: DAY_MS, week: 7 * DAY_MS };
const SPAN = /\b(\d+|a|one|two|three|fourteen) (day|week)s?\b/g;
/** A list's own reach, and what is no rule about an account. */
const OF_A_LIST = /[Ll]ast @(\.|'| did| that had|, in)|had chosen @|ended in the last @|in the last @/;
const NO_RULE =
  /is @\.|times @ at most|acts once @|once @[,.]|more than @\.|@ longer|@ after one|and @ before|key @, |keys @, |account @, |For @ each|For @ the old|about @|opens @ after/;

interface Span {
  readonly where: string;
  /** The line, with `@` in place of the span. */
  readonly around: string;
  readonly ms: number;
}

const spansOf = (path: string): Span[] =>
  readText(path)
    .split('\n')
    .flatMap((line, index) =>
      /^\s*(\/\/|\/?\*)/.test(line)
        ? []
        : [...line.matchAll(SPAN)].map(({ 0: span, 1: count = '', 2: unit = '', index: at }) => ({
            where: `${path}:${index + 1}: ${span}`,
            around: `${line.slice(0, at)}@${line.slice(at + span.length)}`,
            ms: (WORDS[count] ?? Number(count)) * (UNITS[unit] ?? Number.NaN),
          })),
    );

const ruleOf = ({ around }: Span) => RULES.find(([about]) => about.test(around));

/** Null where it is right, or no rule's. */
function judge(span: Span): string | null {
  const rule = ruleOf(span);
  if (!rule) return OF_A_LIST.test(span.around) || NO_RULE.test(span.around) ? null : `${span.where}: of which rule?`;
  const allowed = rule[1] === 'a wait' ? [SHORT_MS, LONG_MS] : [rule[1]];
  return allowed.includes(span.ms) ? null : `${span.where}: not so by its rule`;
}

it('a span of days in a page or a mail is that of its rule', () => {
  const places = allFiles().filter(
    (path) => /^packages\/(web\/src\/words\/en|server\/src\/app\/mail)\/.*\.ts$/.test(path) && !isTest(path),
  );
  const spans = places.flatMap(spansOf);
  expect(spans.flatMap((span) => judge(span) ?? [])).toEqual([]);
  const spokenOf = new Set(spans.map(ruleOf));
  expect(RULES.filter((rule) => !spokenOf.has(rule)).map(([about]) => about.source)).toEqual([]);
});
