// What is half done ends with its cause, and an enrolment that another session had begun is told. Every kind and cause, on
// both databases: test/storage/staged.test.ts.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { beginEnrolment } from '../enrolment/prepare.ts';
import { endStaged } from './end-staged.ts';

describeUseCase('ending what is half done', (world) => {
  const begun = async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    factsOf(await beginEnrolment(world.deps, caller));
    return { account, caller };
  };
  const end = ({ account, caller }: Awaited<ReturnType<typeof begun>>, own: boolean) =>
    leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        const session = own ? caller.session.id : null;
        if (loaded) await endStaged(world.deps, tx, loaded, { cause: 'enrolment', session, now: TEST_TIME });
      }),
    );

  it('tells of an enrolment that somebody else’s act dropped', async () => {
    const made = await begun();
    const left = await end(made, false);
    expect(left.alerts).toEqual([`${made.account.email}: enrolment.dropped done`]);
    expect(left.changed).toEqual(['audit_event', 'enrolment', 'outbox']);
  });

  it('tells nothing of one that ended in its own session', async () => {
    const left = await end(await begun(), true);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['enrolment']);
  });
});
