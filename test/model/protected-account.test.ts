// Seeded random walks over everything a holder and a thief can do, the clock moving. After every step the floor holds,
// something trusted opens the account, and nothing slow that one proof began was done without a second touch.

import { describe, expect, it } from 'vitest';
import { personWithKey, protectedPerson } from '../support/people.ts';
import { randomFrom } from '../support/random-from.ts';
import * as account from './moves-of-account.ts';
import * as keys from './moves-with-keys.ts';
import { type Move, makeSide, pick, type Side } from './side.ts';
import {
  checkAlerts,
  checkAskedToEnd,
  checkEnding,
  checkSecondTouch,
  checkStanding,
  readState,
  type State,
} from './standing-checks.ts';
import { inWorld, type WalkWorld } from './walk-world.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
const STEPS = 160;
const HOUR_MS = 60 * 60 * 1000;

/** How often each operation was done, over all walks. */
const totals = new Map<string, number>();

const WAIT = 'wait';
type Step = Move | typeof WAIT;

const MOVES: readonly Step[] = [
  ...[keys.enter, keys.stepUp, keys.giveSecondKey, keys.giveRecoveryKey, keys.add, keys.suspend, keys.bringBack],
  ...[keys.confirm, keys.remove, keys.comeBack, keys.lock, keys.endOthers, keys.press],
  ...[account.leave, account.raiseFloor, account.lowerFloor, account.lengthenWait, account.shortenWait, account.erase],
  ...[account.rename, account.setPassword, account.replaceRecoveryKeys, account.changeAddress, account.veto],
  ...[account.finish, account.enrol, account.commit, account.dropEnrolment, account.bringContact, account.needContacts],
  ...[account.removeContact, account.addChannel, account.stopChannel, account.beginCase, account.returnToCase],
  account.withdrawCase,
];

/** Without a session there is little to do, and without time nothing is ready. */
const OFTEN: readonly Step[] = [...MOVES, WAIT, WAIT, ...Array.from({ length: 6 }, () => keys.enter)];

const PROTECT: readonly Step[] = [keys.enter, keys.add, account.enrol, account.commit];
/** Moves that lead somewhere, in order: chance alone would seldom put them together. */
const STRAIGHT: readonly (readonly Step[])[] = [
  PROTECT,
  [keys.enter, keys.bringBack, keys.bringBack, keys.add],
  [keys.comeBack, keys.bringBack, keys.bringBack],
  [keys.enter, keys.add, WAIT, keys.enter, keys.bringBack, keys.bringBack],
  [keys.enter, keys.add, WAIT, keys.enter, keys.remove, WAIT, keys.enter, account.finish],
  [keys.enter, keys.giveSecondKey, keys.remove, WAIT],
  [keys.enter, keys.add, keys.remove, keys.remove],
  [keys.enter, keys.suspend, keys.remove],
  [keys.enter, keys.press, keys.enter, keys.press, keys.enter, keys.confirm],
  [keys.enter, keys.suspend, keys.comeBack],
  [keys.enter, keys.suspend, keys.enter, keys.bringBack],
  [keys.enter, keys.suspend, keys.suspend, keys.suspend],
  [keys.enter, account.shortenWait, account.replaceRecoveryKeys, account.veto],
  [keys.enter, account.leave, WAIT, keys.enter, account.finish],
  [keys.enter, keys.giveRecoveryKey, account.replaceRecoveryKeys, WAIT],
  [keys.enter, account.raiseFloor, WAIT, keys.enter, account.finish, account.lowerFloor],
  [keys.enter, keys.giveSecondKey, account.changeAddress],
  [keys.enter, account.changeAddress, WAIT, keys.enter, account.finish],
  [account.beginCase, WAIT, account.returnToCase],
  [account.beginCase, WAIT, WAIT, account.returnToCase],
  [keys.enter, keys.add, keys.press, keys.comeBack],
  [keys.enter, account.bringContact, WAIT, keys.enter, account.needContacts, account.removeContact],
  [keys.enter, account.addChannel, account.stopChannel],
];

/** What the walk knows of the deletion that waits: who would answer for it when the account is gone. */
interface Deletion {
  readonly id: string;
  readonly proofs: number;
}

const deletionOf = ({ database }: WalkWorld, id: string): Deletion | undefined =>
  database
    .prepare("select id, proofs from hold where account_id = ? and kind = 'account.delete' order by started_at desc")
    .get(id) as Deletion | undefined;

/** The keys that somebody has asked to end, by the hold that ends them. */
const removalsOf = ({ database }: WalkWorld, id: string) =>
  database
    .prepare("select id, credential_id from hold where account_id = ? and kind = 'credential.remove'")
    .all(id) as {
    id: string;
    credential_id: string;
  }[];

async function step(world: WalkWorld, side: Side, what: Step | undefined): Promise<void> {
  const waits = [1000, 60_000, 301_000, HOUR_MS, 25 * HOUR_MS, 73 * HOUR_MS];
  if (what === WAIT) return world.pass(side.random(3) > 0 ? 73 * HOUR_MS : (pick(side, waits) ?? HOUR_MS));
  await what?.(side);
}

/** @returns false when the account is gone, as somebody wanted who had two proofs or came back for it. */
async function checkedStep(world: WalkWorld, side: Side, before: State, what: Step | undefined): Promise<State | null> {
  const [asked, deletion] = [removalsOf(world, before.id), deletionOf(world, before.id)];
  await step(world, side, what);
  const now = world.server.clock.now();
  const after = readState(world.database, before.id);
  if (!after) {
    expect(deletion?.proofs === 2 || side.finished.has(deletion?.id ?? '')).toBe(true);
    return null;
  }
  checkStanding(world.database, after, now);
  checkEnding(before, after, now);
  for (const removal of removalsOf(world, before.id)) {
    if (!asked.some(({ id }) => id === removal.id)) checkAskedToEnd(after, removal.credential_id, now);
  }
  checkSecondTouch(world.database, before.id, side.finished);
  return after;
}

async function walk(world: WalkWorld, seed: number): Promise<void> {
  const { server } = world;
  const email = `walk-${seed}@example.org`;
  const person = await personWithKey(server, email);
  const friend = await protectedPerson(server, `friend-${seed}@example.org`);
  const { vouch, hookUrl } = world;
  const side = makeSide({
    ...{ server, email, vouch, hookUrl, friend },
    random: randomFrom(seed),
    name: 'Key',
    browsers: [person.browser],
    keys: [person.deskKey],
    readsMail: true,
  });
  await vouch('Desk key');
  const { accountId } = await person.browser.call('session.read');
  let state = readState(world.database, accountId);
  let straight: Step[] = [...PROTECT];
  for (let taken = 0; taken < STEPS && state; taken++) {
    if (straight.length === 0 && side.random(2) === 0) straight = [...(pick(side, STRAIGHT) ?? [])];
    // Now and then something comes between: that is where a mistake would show.
    const what = straight.length > 0 && side.random(6) > 0 ? straight.shift() : pick<Step>(side, OFTEN);
    state = await checkedStep(world, side, state, what);
  }
  if (state) checkAlerts(world.database, accountId, server.clock.now());
  for (const [operation, count] of side.done) totals.set(operation, (totals.get(operation) ?? 0) + count);
}

describe('whatever is done, in whatever order', { concurrent: true }, () => {
  it.each(SEEDS)(
    'the floor holds, and nothing slow is done by one proof alone (walk %i)',
    (seed) => inWorld((world) => walk(world, seed)),
    600_000,
  );
});

describe('the walks', () => {
  it('reach protection, come back from it, and make every kind of change', () => {
    const keysAndTier = ['enrolment.commit', 'protection.leave', 'credential.suspend', 'credential.bring-back'];
    const slow = ['credential.remove', 'hold.finish', 'hold.veto', 'recovery-key.replace', 'email.confirm'];
    const proofs = ['step-up.second-key', 'step-up.recovery-key', 'credential.come-back', 'account.lock'];
    // A recovery is completed by the holder in thief.test.ts and recovery.test.ts: chance alone seldom comes so far.
    const fromOutside = ['alert.disown', 'alert.lock', 'recovery.begin'];
    const others = ['contact.invite', 'webhook.remove', 'account.delete'];
    const floors = ['protection.raise-floor', 'protection.lower-floor'];
    for (const operation of [...keysAndTier, ...slow, ...proofs, ...fromOutside, ...others, ...floors]) {
      expect(totals.get(operation) ?? 0, operation).toBeGreaterThan(0);
    }
  });
});
