import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { readStaff } from './list.ts';

describeUseCase('the list of staff', (world) => {
  it('has support and operators, and no holder', async () => {
    const operator = await makeAccount(world.deps, { tier: 'advanced', role: 'operator', displayName: 'Ines' });
    const support = await makeAccount(world.deps, { tier: 'advanced', role: 'support', displayName: 'Sam' });
    await makeAccount(world.deps);
    const { staff } = factsOf(await readStaff(world.deps, await signIn(world.deps, operator)));
    expect(staff).toHaveLength(2);
    expect(staff).toContainEqual({ email: operator.email, displayName: 'Ines', role: 'operator' });
    expect(staff).toContainEqual({ email: support.email, displayName: 'Sam', role: 'support' });
  });
});
