// What waited is judged when its turn comes: slow hashes, a queue of writers, a lock.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { confirmedSignUp } from '../../../../test/support/sign-ups.ts';
import { describeUseCaseOnBoth, factsOf, totpAt } from '../../../../test/support/use-case.ts';
import { refuse } from '../domain/decision.ts';
import type { Caller } from './caller.ts';
import { spendChallenge } from './challenge.ts';
import { setPassword } from './password/change.ts';
import { signInWithPassword } from './sign-in/password.ts';
import { completeSignUp } from './sign-up/complete.ts';
import { signUpTotp } from './sign-up/prepare.ts';
import { writeFor } from './write-for.ts';

const MINUTE_MS = 60_000;
const PASSWORD = 'nine quiet herons crossed the marsh';

/** The same caller, for whom that much time has gone by when it is next looked at. */
function waiting<C extends Caller>(caller: C, ms: number): C {
  let now = caller.now;
  return Object.defineProperty({ ...caller, moveOn: () => (now = caller.now + ms) }, 'now', { get: () => now });
}

describeUseCaseOnBoth('a request that waited', (world) => {
  it('is judged, and put on record, by the time at which its write begins', async () => {
    const caller = waiting(makeCaller(), 7 * MINUTE_MS);
    expect(await writeFor(world.deps, caller, async () => caller.now)).toBe(TEST_TIME + 7 * MINUTE_MS);
  });

  it('gains nothing by a proof that was fresh before its password was hashed', async () => {
    const account = await makeAccount(world.deps, { totp: true, password: PASSWORD });
    const caller = waiting(await signIn(world.deps, account, { with: null }), 6 * MINUTE_MS);
    const said = await setPassword(world.deps, caller, { password: 'eleven loud herons left the marsh' });
    expect(said).toMatchObject({ allowed: false, refusal: { tag: 'step-up-required' } });
  });

  it('makes no account from a sign-up that ran out while its password was hashed', async () => {
    const asked = await confirmedSignUp(world.deps, 'waited@example.com');
    const { secret } = factsOf(await signUpTotp(world.deps, asked));
    const code = totpAt(secret, TEST_TIME);
    const way = { with: 'password', displayName: 'Noor', password: PASSWORD, code } as const;
    expect(await completeSignUp(world.deps, waiting(asked, 31 * MINUTE_MS), way)).toEqual(refuse({ tag: 'flow-gone' }));
  });

  it('has the whole time of a sign-in’s second step, however long the password took', async () => {
    await makeAccount(world.deps, { totp: true, password: PASSWORD, email: 'patient@example.com' });
    const caller = waiting(makeCaller(), 3 * MINUTE_MS);
    const { expiresAt } = factsOf(
      await signInWithPassword(world.deps, caller, { email: 'patient@example.com', password: PASSWORD }),
    );
    expect(expiresAt).toBe(TEST_TIME + 13 * MINUTE_MS);
  });

  it('spends no challenge that ran out since it was checked: what was spent is forgotten by then', async () => {
    const challenge = { spentId: 'late', expiresAt: TEST_TIME };
    const spend = (now: number) => world.deps.store.write((tx) => spendChallenge(tx, challenge, now));
    expect(await spend(TEST_TIME)).toBe(false);
    expect(await spend(TEST_TIME - 1)).toBe(true);
    expect(await spend(TEST_TIME - 1)).toBe(false);
  });
});

describe('every use case that knows who asks', () => {
  const here = import.meta.dirname;
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(join(here, path), 'utf8') }));

  it('writes by the time at which it writes, not by the time at which it was asked', () => {
    const writes = /(?:^|\n)(?:export )?(?:async )?function [\s\S]*?\n\}\n|(?:^|\n)(?:export )?const [\s\S]*?;\n/g;
    const asked = sources.flatMap(({ path, text }) =>
      [...text.matchAll(writes)].filter(([part]) => /: \w*Caller\b/.test(part)).map(([part]) => ({ path, part })),
    );
    expect(asked.length).toBeGreaterThan(100);
    const wrong = asked.filter(({ part }) => /store\.write\(/.test(part) && !part.includes('caller.moveOn()'));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
