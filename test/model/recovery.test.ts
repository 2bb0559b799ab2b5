// Seeded random walks over recovery, with a clock that jumps forward and back: holder and thief begin, return, stop and
// complete in whatever order, contacts approve, join and leave. Beside the server stands a small model of its own; after each step the two must agree, and
// nobody may ever have come in by a recovery that did not wait or that was stopped.

import { expect, it } from 'vitest';
import { disownAlert } from '../../packages/server/src/app/alert/disown.ts';
import { DISOWN_MS, makeDisownLink } from '../../packages/server/src/app/alert/disown-link.ts';
import type { SignedInCaller } from '../../packages/server/src/app/caller.ts';
import { workDueHolds } from '../../packages/server/src/app/hold/announce.ts';
import { listHolds } from '../../packages/server/src/app/hold/list.ts';
import { vetoHold } from '../../packages/server/src/app/hold/veto.ts';
import { leaveProtection } from '../../packages/server/src/app/protection/change.ts';
import { beginRecovery } from '../../packages/server/src/app/recovery/begin.ts';
import { completeRecovery } from '../../packages/server/src/app/recovery/complete.ts';
import { withdrawRecovery } from '../../packages/server/src/app/recovery/withdraw.ts';
import { makeReplacement, replaceRecoveryKeys } from '../../packages/server/src/app/recovery-key/replace.ts';
import { signInOptions, signInWithKey } from '../../packages/server/src/app/sign-in/key.ts';
import { CLAIM_MS } from '../../packages/server/src/domain/hold/hold.ts';
import { listCredentials } from '../../packages/server/src/storage/credential.ts';
import { setSecondProof } from '../../packages/server/src/storage/session.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { randomFrom } from '../support/random-from.ts';
import { addKey, HOUR_MS } from '../support/recoveries.ts';
import { tellAll } from '../support/told.ts';
import { describeUseCase } from '../support/use-case.ts';
import { approveAll, approveCase, arrangeContacts, bringContact, leaveAsContact } from './contact-moves.ts';
import { checkAgreement, checkRecord, end, stateOf } from './recovery-checks.ts';
import {
  type Case,
  type Contact,
  callerOf,
  holderOf,
  lacking,
  note,
  pick,
  totals,
  type Walk,
} from './recovery-walk.ts';

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
const STEPS = 60;
const DAY_MS = 24 * HOUR_MS;
const WRONG = '0000 0000 0000 0000 0000 0000 0000';

const isOpenState = (state: string | null): boolean => state === 'waiting' || state === 'ripe';

/** As the bearers of their secrets are told. */
async function openCases(walk: Walk): Promise<Case[]> {
  const open: Case[] = [];
  for (const one of walk.cases) if (isOpenState(await stateOf(walk, one))) open.push(one);
  return open;
}

/** Was one that this recovery key began stopped within 30 days? */
const wasStopped = (walk: Walk, recoveryKey: string): boolean =>
  walk.cases.some(
    ({ recoveryKeys, over, endedAt }) =>
      recoveryKeys.includes(recoveryKey) && over === 'stopped' && walk.now < (endedAt ?? 0) + 30 * DAY_MS,
  );

const countsNow = (walk: Walk) => (contact: Contact) =>
  contact.acceptedAt + walk.waitMs <= walk.now &&
  (!contact.gone || (contact.leftAt !== null && walk.now <= contact.leftAt + 30 * DAY_MS));

/** Now and then both recovery keys are typed, of which one may be wrong. */
async function begin(walk: Walk): Promise<void> {
  const all = [...walk.recoveryKeys, ...walk.recoveryKeys, ...walk.oldRecoveryKeys, WRONG];
  const recoveryKey = pick(walk, all) ?? WRONG;
  const otherRecoveryKey = walk.random(4) === 0 ? pick(walk, all) : undefined;
  const open = await openCases(walk);
  const input = { email: walk.account.email, recoveryKey, otherRecoveryKey };
  const decision = await beginRecovery(walk.deps, callerOf(walk), input);
  if (!decision.allowed) return;
  await tellAll(walk.deps, walk.now);
  const recoveryKeys = otherRecoveryKey === undefined ? [recoveryKey] : [recoveryKey, otherRecoveryKey];
  expect(walk.isProtected).toBe(true);
  expect(new Set(recoveryKeys).size).toBe(recoveryKeys.length);
  for (const typed of recoveryKeys) expect(walk.recoveryKeys).toContain(typed);
  const isBoth = recoveryKeys.length === 2;
  if (!isBoth) expect(open.filter((one) => one.recoveryKeys.includes(recoveryKey))).toEqual([]);
  const isAgain = !isBoth && wasStopped(walk, recoveryKey);
  const waitMs = isAgain ? 30 * DAY_MS : walk.waitMs;
  expect(decision.facts).toMatchObject({
    ripensAt: walk.now + waitMs,
    stoppedBy: isBoth || isAgain ? 'trusted-key' : 'any',
  });
  if (isBoth) end(walk, 'aside');
  const asked = walk.needed === 0 ? [] : walk.contacts.filter(countsNow(walk));
  walk.cases.push({
    caseSecret: decision.facts.caseSecret,
    caseNumber: decision.facts.caseNumber,
    recoveryKeys,
    startedAt: walk.now,
    waitMs,
    anybodyStops: !isBoth && !isAgain,
    needed: Math.min(walk.needed, asked.length),
    asked,
    keys: [],
    approvedBy: new Set(),
    over: null,
    endedAt: null,
  });
  note(isBoth ? 'begun with both' : isAgain ? 'begun again' : 'begun');
}

const proofsFor = (walk: Walk, one: Case) => ({
  caseSecret: one.caseSecret,
  // Mostly a right one: a walk that always guesses shows little.
  recoveryKey: (walk.random(6) === 0 ? pick(walk, walk.recoveryKeys) : pick(walk, one.recoveryKeys)) ?? WRONG,
});

/** What must hold for anything that a returning person gets. */
function mayReturn(walk: Walk, one: Case, recoveryKey: string): void {
  expect(one.over).toBeNull();
  expect(walk.isProtected).toBe(true);
  expect(one.recoveryKeys).toContain(recoveryKey);
  expect(walk.now).toBeGreaterThanOrEqual(one.startedAt + one.waitMs);
  // The longest that contacts can hold it up, and two weeks to claim it.
  expect(walk.now).toBeLessThan(one.startedAt + one.waitMs + 30 * DAY_MS + CLAIM_MS);
  if (!one.opened) expect(lacking(walk, one, walk.now)).toBe(0);
  one.opened = true;
}

async function register(walk: Walk): Promise<void> {
  const one = pick(walk, walk.cases.slice(-2));
  if (!one) return;
  const proofs = proofsFor(walk, one);
  const { decision, authenticator } = await addKey(walk.deps, callerOf(walk), proofs, `Key ${walk.step}`);
  if (!decision.allowed) return;
  mayReturn(walk, one, proofs.recoveryKey);
  one.keys.push(authenticator);
  walk.others.push(authenticator);
}

async function complete(walk: Walk): Promise<void> {
  const one = pick(walk, walk.cases.slice(-2));
  if (!one) return;
  const proofs = proofsFor(walk, one);
  const decision = await completeRecovery(walk.deps, callerOf(walk), proofs);
  if (!decision.allowed) {
    if (decision.refusal.tag === 'recovery-waiting') note('too early');
    if (decision.refusal.tag === 'recovery-unapproved') note('unapproved');
    if (decision.refusal.tag === 'recovery-ended') note('too late');
    return;
  }
  mayReturn(walk, one, proofs.recoveryKey);
  expect(one.keys.length).toBeGreaterThanOrEqual(2);
  one.over = 'completed';
  end(walk, 'aside');
  // Nobody was kept by name.
  for (const contact of walk.contacts) contact.gone = true;
  walk.needed = 0;
  walk.others.push(...walk.registered);
  walk.registered = [...one.keys];
  walk.oldRecoveryKeys.push(...walk.recoveryKeys);
  walk.recoveryKeys = decision.facts.recoveryKeys;
  walk.tokens.splice(0, walk.tokens.length, decision.facts.sessionToken);
  note('completed');
  if (one.approvedBy.size > 0) note('completed with approvals');
  if (one.recoveryKeys.length === 2) note('completed with both');
}

async function enter(walk: Walk): Promise<void> {
  const key = pick(walk, walk.random(3) === 0 ? [...walk.registered, ...walk.others] : walk.registered);
  if (!key) return;
  const open = await openCases(walk);
  const caller = callerOf(walk);
  const response = key.assert(signInOptions(walk.deps, caller));
  const decision = await signInWithKey(walk.deps, caller, { response });
  expect(decision.allowed).toBe(walk.registered.includes(key));
  if (!decision.allowed) return;
  walk.tokens.push(decision.facts.sessionToken);
  // The keys that there were when a case began are the ones that there are: only a completion replaces them.
  end(walk, 'stopped');
  expect(decision.facts.recoveryStopped).toBe(open.length > 0);
  if (open.length > 0) note('stopped by a key');
  if (open.some(({ anybodyStops }) => !anybodyStops)) note('stopped by a key alone');
}

async function veto(walk: Walk): Promise<void> {
  const holder = await holderOf(walk);
  const listed = holder && (await listHolds(walk.deps, holder));
  const hold = listed?.allowed ? listed.facts.holds.find(({ state }) => state === 'waiting' || state === 'ripe') : null;
  if (!holder || !hold) return;
  const decision = await vetoHold(walk.deps, holder, { holdId: hold.id });
  if (hold.kind !== 'recovery') return;
  const one = walk.cases.find(({ caseNumber }) => caseNumber === hold.recovery?.caseNumber);
  if (!decision.allowed) {
    expect(one?.anybodyStops).toBe(false);
    return;
  }
  end(walk, 'stopped', (other) => other === one);
  note('vetoed');
}

async function withdraw(walk: Walk): Promise<void> {
  const one = pick(walk, walk.cases.slice(-2));
  if (!one) return;
  const decision = await withdrawRecovery(walk.deps, callerOf(walk), one);
  if (decision.allowed) end(walk, 'aside', (other) => other === one);
}

async function disown(walk: Walk): Promise<void> {
  const event = await walk.deps.store.read((tx) =>
    tx.q
      .selectFrom('audit_event')
      .select('id')
      .where('account_id', '=', walk.account.id)
      .where('operation', 'like', 'recovery.%')
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  );
  if (!event) return;
  const about = { accountId: walk.account.id, eventId: event.id, expiresAt: walk.now + DISOWN_MS };
  const link = makeDisownLink(walk.deps.keyRing, about);
  const decision = await disownAlert(walk.deps, callerOf(walk), { link });
  if (!decision.allowed) return;
  end(walk, 'stopped', ({ anybodyStops }) => anybodyStops);
  // What tells of a recovery is about no key: nobody is shut out by it.
  expect(decision.facts.key).toBeNull();
}

/** With two proofs: three days later the new ones are in place. Until then nothing changes. */
async function replace(walk: Walk): Promise<void> {
  const holder = await holderOf(walk);
  const made = holder && (await makeReplacement(walk.deps, holder));
  if (!holder || !made?.allowed) return;
  await showSecond(walk, holder);
  const [recoveryKey = ''] = made.facts.recoveryKeys;
  const replaced = await replaceRecoveryKeys(walk.deps, holder, { recoveryKey });
  if (replaced.allowed) walk.replacement = made.facts.recoveryKeys;
}

async function leave(walk: Walk): Promise<void> {
  const holder = walk.random(8) === 0 ? await holderOf(walk) : null;
  if (!holder) return;
  await showSecond(walk, holder);
  await leaveProtection(walk.deps, holder);
}

/** Forward more often than back, and often to the moments that matter. */
async function moveClock(walk: Walk): Promise<void> {
  const [first] = walk.cases.slice(-1);
  const ends = first ? first.startedAt + first.waitMs - walk.now : HOUR_MS;
  const jumps = [
    1000,
    HOUR_MS,
    DAY_MS,
    ends,
    ends - 1,
    ends + HOUR_MS,
    walk.waitMs,
    15 * DAY_MS,
    30 * DAY_MS,
    -HOUR_MS,
    -walk.waitMs,
  ];
  walk.now += pick(walk, jumps) ?? HOUR_MS;
}

const MOVES: readonly ((walk: Walk) => Promise<unknown>)[] = [
  begin,
  begin,
  register,
  register,
  register,
  complete,
  complete,
  enter,
  veto,
  withdraw,
  disown,
  replace,
  leave,
  approveCase,
  approveCase,
  bringContact,
  leaveAsContact,
  moveClock,
  moveClock,
  moveClock,
  (walk) => workDueHolds(walk.deps, walk.now),
];

/** Moves that lead to a completion, in order: chance alone would seldom put them together. */
const STRAIGHT: readonly ((walk: Walk) => Promise<unknown>)[] = [
  begin,
  approveAll,
  async (walk) => {
    const [last] = walk.cases.slice(-1);
    if (last) walk.now = Math.max(walk.now, last.startedAt + last.waitMs + walk.random(DAY_MS));
  },
  register,
  register,
  complete,
];

/** A holder who is signed in sees it begin, and stops it. */
const SEEN: readonly ((walk: Walk) => Promise<unknown>)[] = [enter, begin, veto, complete];

async function showSecond(walk: Walk, holder: SignedInCaller): Promise<void> {
  await walk.deps.store.write(async (tx) => {
    const keys = await listCredentials(tx, walk.account.id);
    const other = keys.find(({ id }) => id !== holder.session.fresh_credential_id);
    const change = { tokenHash: `another ${holder.session.id}`, now: walk.now };
    if (other) await setSecondProof(tx, holder.session.id, { credentialId: other.id }, change);
  });
}

/** A thief who sits in the holder's session brings a contact, begins, and has everybody approve. */
const RANSOM: readonly ((walk: Walk) => Promise<unknown>)[] = [enter, bringContact, begin, approveAll];

describeUseCase('whatever is done to a recovery, in whatever order, at whatever time', (world) => {
  it.each(SEEDS)(
    'nobody comes in without the wait, proofs and approvals, or after a stop (walk %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const waitHours = seed % 2 === 0 ? 72 : 168;
      const account = await makeAccount(world.deps, { tier: 'advanced', waitHours });
      const needed = seed % 3;
      const walk: Walk = {
        deps: world.deps,
        account,
        random,
        waitMs: waitHours * HOUR_MS,
        // By then the contacts from long ago count, whichever wait was chosen.
        now: TEST_TIME + 2 * DAY_MS,
        step: 0,
        isProtected: true,
        registered: account.keys.map((key) => key.authenticator),
        others: [],
        recoveryKeys: account.recoveryKeys,
        oldRecoveryKeys: [],
        cases: [],
        replacement: null,
        tokens: [],
        needed,
        contacts: await arrangeContacts(world.deps, account, needed),
      };
      let straight: ((walk: Walk) => Promise<unknown>)[] = [];
      for (walk.step = 0; walk.step < STEPS; walk.step++) {
        if (straight.length === 0 && random(8) === 0)
          straight = [...([SEEN, STRAIGHT, STRAIGHT, RANSOM][random(4)] ?? SEEN)];
        // Now and then something comes between: that is where a mistake would show.
        const move = straight.length > 0 && random(6) > 0 ? straight.shift() : MOVES[random(MOVES.length)];
        await move?.(walk);
        await checkAgreement(walk);
      }
      await checkRecord(walk);
    },
    120_000,
  );

  it('walks complete with and without approval, come early, late or unapproved, and are stopped', () => {
    const contacts = ['approved', 'unapproved', 'brought', 'too new to approve', 'completed with approvals'];
    const kinds = ['begun with both', 'begun again', 'completed with both', 'stopped by a key alone', 'replaced'];
    const ends = ['completed', 'too early', 'too late', 'stopped by a key', 'vetoed'];
    for (const what of ['begun', ...ends, ...kinds, ...contacts]) {
      expect(totals.get(what) ?? 0, what).toBeGreaterThan(0);
    }
  });
});
