// Judging is set going by metadata that was loaded: once for each, and again where it failed.

import { expect, it } from 'vitest';
import { makeAccount, ROAMING } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import type { MetadataSource } from '../../webauthn/metadata/metadata-source.ts';
import type { Deps } from '../deps.ts';
import { judgeWhenLoaded } from './judge-when-loaded.ts';

const WEAK = '0a0b0c0d-0000-4000-8000-00000000bad0';

describeUseCase('FIDO metadata that was loaded', (world) => {
  it('is judged once for each that was loaded, and again where judging failed', async () => {
    const account = await makeAccount(world.deps, { keys: [{ ...ROAMING, aaguid: WEAK }] });
    const reportOf = async () =>
      (await world.deps.store.read((tx) => loadAccount(tx, account.id)))?.credentials[0]?.makeReport;
    let loaded: MetadataSource | null = null;
    let isBroken = false;
    let looks = 0;
    const deps: Deps = { ...world.deps, metadata: () => loaded };
    const source = (statuses: readonly string[]): MetadataSource => ({
      no: 1,
      nextUpdate: 0,
      stale: false,
      find: (aaguid) => {
        looks += 1;
        if (isBroken) throw new Error('the database is gone');
        return aaguid === WEAK ? { description: '', icon: null, roots: [], statuses } : null;
      },
    });
    const turn = judgeWhenLoaded(deps);
    await turn(TEST_TIME);
    expect(looks).toBe(0);
    loaded = source(['REVOKED']);
    isBroken = true;
    await expect(turn(TEST_TIME)).rejects.toThrow();
    isBroken = false;
    await turn(TEST_TIME);
    expect(await reportOf()).toBe('REVOKED');
    const before = looks;
    await turn(TEST_TIME);
    expect(looks).toBe(before);
    loaded = source([]);
    await turn(TEST_TIME);
    expect(await reportOf()).toBeNull();
  });
});
