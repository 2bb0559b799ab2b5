// Things that will happen: open ones first, then those that ended in the last thirty days, and only the account's own.

import { expect, it } from 'vitest';
import {
  BUILT_IN,
  HARDWARE,
  type MadeAccount,
  makeAccount,
  ROAMING,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { followLink } from '../../../../../test/support/recovery-links.ts';
import { describeUseCase, factsOf, leaves, totpAt } from '../../../../../test/support/use-case.ts';
import { HOLD_KINDS, type HoldKind } from '../../domain/hold/hold.ts';
import { type CredentialId, makeId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { insertChannel } from '../../storage/alert-channel.ts';
import { deleteAccount } from '../account/delete.ts';
import { removeContact, setNeeded } from '../contact/arrange.ts';
import { removeCredential } from '../credential/remove.ts';
import type { Deps } from '../deps.ts';
import { changeEmail, confirmEmail } from '../email/change.ts';
import { leaveProtection, lowerFloor, raiseFloor } from '../protection/change.ts';
import { makeReplacement, replaceRecoveryKeys } from '../recovery-key/replace.ts';
import { makeReplacementTotp, replaceTotp } from '../recovery-link/replace-totp.ts';
import { shortenWait } from '../wait/set-wait.ts';
import { removeWebhook } from '../webhook/remove.ts';
import { workDueHolds } from './announce.ts';
import { listHolds } from './list.ts';
import { vetoHold } from './veto.ts';

const PASSWORD = 'nine quiet herons crossed the marsh';
const DAY_MS = 24 * HOUR_MS;
const SYNCED = { ...BUILT_IN, nickname: 'Phone', backupEligible: true, backedUp: true };

describeUseCase('listing holds', (world) => {
  it('shows the next to happen first, then for thirty days what ended, the last to end first', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await leaveProtection(world.deps, await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' })));
    const caller = await signIn(world.deps, account);
    const asked = async () => {
      const { hold } = factsOf(await leaveProtection(world.deps, caller));
      if (!hold) throw new Error('it waits');
      return hold.id;
    };
    const first = await asked();
    await vetoHold(world.deps, caller, { holdId: first });
    const again = await asked();
    await vetoHold(world.deps, { ...caller, now: TEST_TIME + 1000 }, { holdId: again });
    const third = await asked();
    await begin(world.deps, account, asker(TEST_TIME + 2000));
    const list = async (now: number) =>
      factsOf(await listHolds(world.deps, { ...caller, now })).holds.map(({ id, kind, state }) => [kind, state, id]);
    const listed = await list(TEST_TIME + 3000);
    expect(listed.map(([kind, state]) => [kind, state])).toEqual([
      ['protection.leave', 'waiting'],
      ['recovery', 'waiting'],
      ['protection.leave', 'vetoed'],
      ['protection.leave', 'vetoed'],
    ]);
    expect(listed.map(([, , id]) => id)).toEqual([third, expect.any(String), again, first]);
    expect((await list(TEST_TIME + 30 * DAY_MS + 1001)).map(([, , id]) => id)).not.toContain(again);
  });
});

/** How each slow weakening is asked for, by its holder or by whoever recovers. A kind without a line does not compile. */
type Ask = (deps: Deps) => Promise<MadeAccount>;
const ask: Readonly<Record<HoldKind, Ask>> = {
  'credential.remove': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced', keys: [ROAMING, BUILT_IN, ROAMING] });
    const credentialId = account.keys[2]?.id as CredentialId;
    factsOf(await removeCredential(deps, await signIn(deps, account), { credentialId }));
    return account;
  },
  'recovery-key.replace': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced' });
    const caller = await signIn(deps, account);
    const { recoveryKeys } = factsOf(await makeReplacement(deps, caller));
    factsOf(await replaceRecoveryKeys(deps, caller, { recoveryKey: recoveryKeys[0] ?? '' }));
    return account;
  },
  'protection.raise-floor': async (deps) => {
    const keys = [HARDWARE, { ...HARDWARE, nickname: 'Green key' }, SYNCED];
    const account = await makeAccount(deps, { tier: 'advanced', keys });
    factsOf(await raiseFloor(deps, await signIn(deps, account)));
    return account;
  },
  'channel.stop': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced' });
    const channelId = makeId('chan', deps.random.bytes(16));
    await deps.store.write((tx) =>
      insertChannel(tx, {
        id: channelId,
        account_id: account.id,
        kind: 'webhook',
        label: 'hooks.example.net',
        target_key: channelId,
        target_sealed: 'sealed',
        secret_sealed: null,
        created_at: TEST_TIME,
      }),
    );
    factsOf(await removeWebhook(deps, await signIn(deps, account), 'account', { webhookId: channelId }));
    return account;
  },
  'wait.shorten': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced', waitHours: 168 });
    factsOf(await shortenWait(deps, await signIn(deps, account), { waitHours: 72 }));
    return account;
  },
  'totp.replace': async (deps) => {
    const account = await makeAccount(deps, { password: PASSWORD, totp: true });
    const caller = await followLink(deps, account.email);
    const { secret } = factsOf(await makeReplacementTotp(deps, caller, { password: PASSWORD }));
    factsOf(await replaceTotp(deps, caller, { code: totpAt(secret, TEST_TIME) }));
    return account;
  },
  'protection.leave': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced' });
    factsOf(await leaveProtection(deps, await signIn(deps, account)));
    return account;
  },
  'protection.lower-floor': async (deps) => {
    const account = await makeAccount(deps, { tier: 'hardware' });
    factsOf(await lowerFloor(deps, await signIn(deps, account)));
    return account;
  },
  'email.change': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced' });
    const caller = await signIn(deps, account);
    const left = await leaves(deps, () => changeEmail(deps, caller, { email: `new-${account.email}` }));
    const mail = left.mails[0]?.content;
    const code = mail?.kind === 'email-code' ? mail.code : '';
    factsOf(await confirmEmail(deps, caller, { code }));
    return account;
  },
  'account.delete': async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced' });
    factsOf(await deleteAccount(deps, await signIn(deps, account)));
    return account;
  },
  'contact.remove': async (deps) => {
    const { holder, contacts } = await makeTrusting(deps, 2, 1);
    const [contact] = contacts;
    if (!contact) throw new Error('there is a contact');
    factsOf(await removeContact(deps, await signIn(deps, holder), { contactId: contact.id }));
    return holder;
  },
  'contact.lower-needed': async (deps) => {
    const { holder } = await makeTrusting(deps, 2, 2);
    factsOf(await setNeeded(deps, await signIn(deps, holder), { needed: 1 }));
    return holder;
  },
  recovery: async (deps) => {
    const account = await makeAccount(deps, { tier: 'advanced' });
    await begin(deps, account, asker(TEST_TIME));
    return account;
  },
};

describeUseCase('every slow weakening', (world) => {
  it.each(HOLD_KINDS)(
    '%s waits on the one page, says from where, is reminded of, and is stopped there',
    async (kind) => {
      const account = await ask[kind](world.deps);
      const at = async (now: number) => signIn(world.deps, account, { now });
      const seen = async (now: number) => factsOf(await listHolds(world.deps, await at(now))).holds;
      const [hold] = await seen(TEST_TIME);
      if (!hold) throw new Error('it is listed');
      expect(await seen(TEST_TIME)).toHaveLength(1);
      const days = kind === 'account.delete' ? 14 : 3;
      expect(hold).toMatchObject({ kind, state: 'waiting', startedAt: TEST_TIME, ripensAt: TEST_TIME + days * DAY_MS });
      expect(hold.device).not.toBeNull();
      const half = TEST_TIME + (days / 2) * DAY_MS;
      const reminded = await leaves(world.deps, () => workDueHolds(world.deps, half));
      expect(reminded.alerts).toContain(`${account.email}: hold.announce done`);
      const before = await world.deps.store.read((tx) => loadAccount(tx, account.id));
      factsOf(await vetoHold(world.deps, await at(half), { holdId: hold.id }));
      expect(await seen(half)).toMatchObject([{ kind, state: 'vetoed', endedAt: half }]);
      await workDueHolds(world.deps, hold.ripensAt);
      expect(await world.deps.store.read((tx) => loadAccount(tx, account.id))).toEqual(
        before?.tier === 'standard' ? before : { ...before, openRecoveries: [] },
      );
    },
  );

  // Mailbox and password together are two proofs: it happens at its time (recovery-link/replace-totp.test.ts).
  it.each(HOLD_KINDS.filter((kind) => kind !== 'totp.replace'))(
    '%s that one proof began is only ready at its time, and lapses 14 days later',
    async (kind) => {
      const account = await ask[kind](world.deps);
      const end = TEST_TIME + (kind === 'account.delete' ? 14 : 3) * DAY_MS;
      const stateAt = async (now: number) => {
        await workDueHolds(world.deps, now);
        const [hold] = factsOf(await listHolds(world.deps, await signIn(world.deps, account, { now }))).holds;
        return hold?.state;
      };
      expect(await stateAt(end - 1)).toBe('waiting');
      expect(await stateAt(end)).toBe('ripe');
      expect(await stateAt(end + 14 * DAY_MS)).toBe('expired');
    },
  );
});
