// A file that is long in coming, and the session that it belongs to.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { lockAccountNow } from '../account/lock.ts';
import { endOthers } from './end.ts';
import { whileOpen } from './while-open.ts';

async function* pieces(): AsyncGenerator<string> {
  yield 'one';
  yield 'two';
}

describeUseCase('a file that is long in coming', (world) => {
  it('comes whole while its session stands, whatever becomes of others', async () => {
    const account = await makeAccount(world.deps);
    const [own, other] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const file = whileOpen(world.deps, own, pieces());
    expect((await file.next()).value).toBe('one');
    factsOf(await endOthers(world.deps, own));
    expect((await file.next()).value).toBe('two');
    await expect(whileOpen(world.deps, other, pieces()).next()).rejects.toThrow('was ended');
  });

  it('breaks off at the next piece once its session is ended', async () => {
    const account = await makeAccount(world.deps);
    const [thief, holder] = [await signIn(world.deps, account), await signIn(world.deps, account)];
    const file = whileOpen(world.deps, thief, pieces());
    expect((await file.next()).value).toBe('one');
    factsOf(await lockAccountNow(world.deps, holder));
    await expect(file.next()).rejects.toThrow('was ended');
  });
});
