// The history of an account with its proofs: whole for its holder, page after page, and nobody else's.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { verifySignature } from '../../../../cli/src/audit/node-crypto.ts';
import { checkHistory, type ProvedEntry } from '../../../../contract/src/log.ts';
import { refuse } from '../../domain/decision.ts';
import { sha256 } from '../../platform/sha256.ts';
import { readLog } from '../log/read-log.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { proveHistory } from './prove-history.ts';

describeUseCaseOnBoth('the history of an account', (world) => {
  const ENTRIES = 230;

  const sealAll = async () => {
    while ((await sealEvents(world.deps, TEST_TIME)) > 0);
  };

  it('is refused before anything is sealed', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    expect(await proveHistory(world.deps, caller, {})).toEqual(refuse({ tag: 'not-found' }));
  });

  it('comes a hundred at a time under one head, whole and checkable, while the log goes on', async () => {
    const [account, other] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    const caller = await signIn(world.deps, account);
    const happen = (about: typeof account, count: number) =>
      world.deps.store.write(async (tx) => {
        for (let n = 0; n < count; n++) {
          await record(world.deps, tx, caller, 'account.rename', about, { done: true }, { subject: `${n}` });
        }
      });
    await happen(account, ENTRIES - 1);
    await happen(other, 300);
    await happen(account, 1);
    await sealAll();
    const log = factsOf(await readLog(world.deps));
    const first = await leaves(world.deps, () => proveHistory(world.deps, caller, {}));
    expect(first.changed).toEqual([]);
    const page = factsOf(first.answer);
    expect([page.entries.length, page.heads.length, page.growth]).toEqual([100, 1, []]);
    await happen(account, 5);
    await sealAll();
    const entries: ProvedEntry[] = [...page.entries];
    for (let { next } = page; next !== null; ) {
      const asked = { before: next, newest: log.size, witnessed: log.size };
      const more = factsOf(await proveHistory(world.deps, caller, asked));
      entries.push(...more.entries);
      next = more.next;
    }
    const heads = page.heads.map(({ checkpoint }) => checkpoint);
    const tools = { sha256, verify: verifySignature };
    const proof = { holdfast: 'history', v: 1, log: log.key, witnesses: [], growth: [], keys: [] } as const;
    const found = await checkHistory(tools, { ...proof, heads, entries });
    expect(found).toMatchObject({ fault: null, complete: true, head: { size: log.size } });
    expect(found.entries.length).toBe(ENTRIES);
    expect(found.entries.filter(({ fault }) => fault !== null)).toEqual([]);
    const accounts = new Set(found.entries.map(({ opening }) => opening?.particulars.account));
    expect(accounts).toEqual(new Set([account.id]));
  });

  it('is refused under a head that was never signed', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    expect(await proveHistory(world.deps, caller, { newest: 999_999 })).toEqual(refuse({ tag: 'not-found' }));
  });
});
