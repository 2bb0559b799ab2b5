// Making somebody support, and taking it back: by an operator, of a protected account, told to both.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCaseOnBoth, leaves } from '../../../../../test/support/use-case.ts';
import type { Role } from '../../domain/account/account.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { loadAccount } from '../../storage/account.ts';
import { grantSupport, revokeSupport } from './change.ts';

describeUseCaseOnBoth('who is support', (world) => {
  const as = async (role: Role) => signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced', role }));
  const roleOf = async (id: Parameters<typeof loadAccount>[1]) =>
    (await world.deps.store.read((tx) => loadAccount(tx, id)))?.role;

  it('is decided by an operator, and told to both', async () => {
    const operator = await as('operator');
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const input = { email: account.email };
    const left = await leaves(world.deps, () => grantSupport(world.deps, operator, input));
    expect(left.answer).toEqual(allow({}));
    expect(await roleOf(account.id)).toBe('support');
    expect(left.events).toMatchObject([
      { operation: 'staff.grant', account_id: account.id, actor: 'staff', ip: null, device: null },
      { operation: 'staff.grant', account_id: operator.session.account_id, actor: 'holder', subject: account.email },
    ]);
    expect([...left.alerts].sort()).toEqual(
      [`${account.email}: staff.grant done`, `${operator.session.email}: staff.grant done`].sort(),
    );
    expect(await revokeSupport(world.deps, operator, input)).toEqual(allow({}));
    expect(await roleOf(account.id)).toBe('holder');
    expect(await revokeSupport(world.deps, operator, input)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is decided by nobody else', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    for (const role of ['holder', 'support'] as const) {
      const decision = await grantSupport(world.deps, await as(role), { email: account.email });
      expect(decision).toEqual(refuse({ tag: 'not-permitted', why: 'role' }));
    }
    expect(await roleOf(account.id)).toBe('holder');
  });

  it('is nobody with a standard account, nobody unknown, and no operator', async () => {
    const operator = await as('operator');
    const standard = await makeAccount(world.deps);
    const unprotected = await grantSupport(world.deps, operator, { email: standard.email });
    expect(unprotected).toEqual(refuse({ tag: 'requirements-unmet', unmet: ['enrolment'] }));
    for (const email of ['nobody-at-all@example.com', operator.session.email]) {
      expect(await grantSupport(world.deps, operator, { email })).toEqual(refuse({ tag: 'not-found' }));
      expect(await revokeSupport(world.deps, operator, { email })).toEqual(refuse({ tag: 'not-found' }));
    }
  });
});
