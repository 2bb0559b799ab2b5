// A key as its holder sees it: what kind it is, where it works, and whether it may be removed and why not.

import { expect, it } from 'vitest';
import {
  type AccountAsked,
  BUILT_IN,
  HARDWARE,
  type KeyAsked,
  makeAccount,
  makeCaller,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accountNow, beginHold, keyAt, suspend } from '../../../../../test/support/keys.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { MAKE_GRACE_MS } from '../../domain/credential/judge-make.ts';
import { makeId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { confirmCredential, recordUse, setMakeReport } from '../../storage/credential.ts';
import type { Deps } from '../deps.ts';
import { viewCredential, viewCredentials } from './view.ts';

const PHONE: KeyAsked = { nickname: 'Phone', attachment: 'platform', transports: ['hybrid', 'internal'] };
const SYNCED: KeyAsked = { ...BUILT_IN, backupEligible: true, backedUp: true };
const ICLOUD = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd';

describeUseCase('a key as its holder sees it', (world) => {
  const view = async (asked: AccountAsked, deps: Deps = world.deps) => {
    const made = await makeAccount(world.deps, asked);
    const caller = await signIn(world.deps, made);
    return world.deps.store.read(async (tx) => {
      const account = await loadAccount(tx, made.id);
      if (!account) throw new Error('the account was just made');
      return viewCredentials(deps, tx, account, caller);
    });
  };

  it.each([
    ['security-key', ROAMING, false, true, false],
    ['this-device', BUILT_IN, false, false, false],
    ['phone', PHONE, false, true, false],
    ['synced', SYNCED, true, true, false],
    ['security-key', HARDWARE, false, true, true],
  ] as const)('is a %s', async (kind, key, synced, worksElsewhere, verified) => {
    const [shown] = await view({ keys: [key] });
    expect(shown).toMatchObject({
      kind,
      synced,
      worksElsewhere,
      makerVerified: verified,
      countsForHardware: verified,
      makeReported: null,
      nickname: key.nickname,
    });
  });

  it('says what FIDO reports of its make, and until when; it counts for hardware no more', async () => {
    const made = await makeAccount(world.deps, { tier: 'hardware' });
    const caller = await signIn(world.deps, made);
    const shown = await world.deps.store.write(async (tx) => {
      const [key] = made.keys;
      if (key) await setMakeReport(tx, made.id, key.id, { report: 'RETIRED', since: TEST_TIME });
      const account = await loadAccount(tx, made.id);
      return account ? viewCredentials(world.deps, tx, account, caller) : [];
    });
    const until = TEST_TIME + MAKE_GRACE_MS;
    expect(shown.map(({ makeReported, countsForHardware }) => [makeReported, countsForHardware])).toEqual([
      [{ kind: 'withdrawn', until }, false],
      [null, true],
    ]);
  });

  it('has its name and picture from FIDO metadata, else its name from a passkey list, else none', async () => {
    const keys = [{ ...SYNCED, aaguid: ICLOUD }];
    expect((await view({ keys }))[0]?.make).toBe('iCloud Keychain');
    const entry = { description: 'A model', icon: null, roots: [], statuses: [] };
    const metadata = () => ({ no: 1, nextUpdate: 0, stale: false, find: () => entry });
    expect((await view({ keys }, { ...world.deps, metadata }))[0]?.make).toBe('A model');
    const pictured = () => ({ ...metadata(), find: () => ({ ...entry, icon: 'data:image/png;base64,AA' }) });
    const icons = [metadata, pictured].map(
      async (source) => (await view({ keys }, { ...world.deps, metadata: source }))[0]?.icon,
    );
    expect(await Promise.all(icons)).toEqual([null, `/key-icons/${ICLOUD}`]);
    expect((await view({ keys: [ROAMING] }))[0]?.make).toBeNull();
  });

  it('says which key opened this session, each key’s stage, and whose holder is yet to be asked', async () => {
    const keys = [ROAMING, { ...BUILT_IN, trustedAt: TEST_TIME + 1 }];
    expect(
      (await view({ keys })).map((key) => [key.thisSession, key.stage, key.asksWhose, key.lastTrustedWay]),
    ).toEqual([
      [true, 'trusted', false, true],
      [false, 'new', true, false],
    ]);
  });

  it('says by what it was suspended, that it is being ended, and until when it is confirmed', async () => {
    const made = await makeAccount(world.deps, { tier: 'advanced', keys: [ROAMING, BUILT_IN, ROAMING] });
    const [first, second] = [keyAt(made, 0), keyAt(made, 1)];
    await suspend(world.deps, made, second, { by: 'key', credentialId: first.id, at: TEST_TIME });
    const about = { credentialId: second.id, with: first, proofs: 1 } as const;
    await beginHold(world.deps, made, { kind: 'credential.remove', ...about });
    await world.deps.store.write((tx) => confirmCredential(tx, made.id, first.id, TEST_TIME + 1));
    const caller = await signIn(world.deps, made);
    const account = await accountNow(world.deps, made);
    const shown = await world.deps.store.read((tx) => viewCredentials(world.deps, tx, account, caller));
    expect(shown[1]).toMatchObject({
      stage: 'suspended',
      suspension: { by: 'key', at: TEST_TIME, keyName: first.nickname, comesBackAt: null },
      ending: { readyAt: TEST_TIME + 3_600_000, byItself: false },
    });
    await suspend(world.deps, made, keyAt(made, 2), { by: 'link', at: TEST_TIME });
    const after = await accountNow(world.deps, made);
    const again = await world.deps.store.read((tx) => viewCredentials(world.deps, tx, after, caller));
    const suspension = { by: 'link', at: TEST_TIME, keyName: null, comesBackAt: TEST_TIME + 7 * 24 * 3_600_000 };
    expect(again[2]).toMatchObject({ suspension });
    expect(shown.map(({ confirmedUntil, ending }) => [confirmedUntil, ending === null])).toEqual([
      [TEST_TIME + 1, true],
      [null, false],
      [null, true],
    ]);
  });

  it('may be removed while nothing is lacking without it, and says what would be', async () => {
    const removable = async (asked: AccountAsked) =>
      (await view(asked)).map((key) => (key.removable ? 'yes' : key.removalUnmet.join()));
    expect(await removable({ keys: [ROAMING] })).toEqual(['way-in']);
    expect(await removable({ keys: [ROAMING, BUILT_IN] })).toEqual(['yes', 'yes']);
    expect(await removable({ tier: 'advanced', keys: [ROAMING, BUILT_IN, BUILT_IN] })).toEqual([
      'key-for-another-device',
      'yes',
      'yes',
    ]);
    expect(await removable({ tier: 'hardware', keys: [HARDWARE, HARDWARE, BUILT_IN] })).toEqual([
      'two-hardware-keys',
      'two-hardware-keys',
      'yes',
    ]);
  });

  it('says when and where it was last used', async () => {
    const account = await makeAccount(world.deps);
    const [key] = account.keys;
    if (!key) throw new Error('a key was made');
    const caller = await signIn(world.deps, account);
    const use = { signCount: 1, backedUp: false, now: TEST_TIME, countryCode: 'DE' };
    const shown = await world.deps.store.write(async (tx) => {
      await recordUse(tx, account.id, key.id, use);
      return viewCredential(world.deps, tx, account.id, key.id, caller);
    });
    expect(shown).toMatchObject({ lastUsedAt: TEST_TIME, lastUsedPlace: { country: 'Germany' } });
  });

  it('that is not there is a fault', async () => {
    const account = await makeAccount(world.deps);
    const caller = { ...makeCaller(), ...(await signIn(world.deps, account)) };
    const nobody = makeId('cred', world.deps.random.bytes(16));
    const look = world.deps.store.read((tx) => viewCredential(world.deps, tx, account.id, nobody, caller));
    await expect(look).rejects.toThrow(/is there/);
  });
});
