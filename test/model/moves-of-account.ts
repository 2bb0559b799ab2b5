// What anybody can do to an account beside its keys: begin what is slow, finish or stop it, turn protection on, recover it.

import { codeIn } from '../support/people.ts';
import { acceptInvitation } from '../support/recovery-steps.ts';
import {
  answerOf,
  attempt,
  browserOf,
  type Move,
  makeKey,
  NO_RECOVERY_KEY,
  newBrowser,
  nextName,
  openHold,
  pick,
  rotated,
} from './side.ts';

/** In one of its sessions. */
const inSession =
  (act: (...given: [...Parameters<Move>, NonNullable<ReturnType<typeof browserOf>>]) => Promise<unknown>): Move =>
  async (side) => {
    const browser = browserOf(side);
    if (browser) await act(side, browser);
  };

export const leave = inSession((side, browser) => attempt(side, browser, 'protection.leave', { body: {} }));
export const raiseFloor = inSession((side, browser) => attempt(side, browser, 'protection.raise-floor', { body: {} }));
export const lowerFloor = inSession((side, browser) => attempt(side, browser, 'protection.lower-floor', { body: {} }));
export const lengthenWait = inSession((side, browser) =>
  attempt(side, browser, 'wait.lengthen', { body: { waitHours: 168 } }),
);
export const shortenWait = inSession((side, browser) =>
  attempt(side, browser, 'wait.shorten', { body: { waitHours: 72 } }),
);
export const erase = inSession((side, browser) =>
  attempt(side, browser, 'account.delete', { body: { understood: true } }),
);
export const rename = inSession((side, browser) =>
  attempt(side, browser, 'account.rename', { body: { displayName: `N${side.random(9)}` } }),
);
export const setPassword = inSession((side, browser) =>
  attempt(side, browser, 'password.set', { body: { password: 'seven slow barges under the bridge' } }),
);

export const replaceRecoveryKeys = inSession(async (side, browser) => {
  const made = await attempt(side, browser, 'recovery-key.make', { body: {} });
  if (!made) return;
  side.recoveryKeys.push(...made.recoveryKeys);
  const [recoveryKey = NO_RECOVERY_KEY] = made.recoveryKeys;
  await attempt(side, browser, 'recovery-key.replace', { body: { recoveryKey } });
});

export const changeAddress = inSession(async (side, browser) => {
  const email = `${nextName(side)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')}@example.net`;
  if (!(await attempt(side, browser, 'email.change', { body: { email } }))) return;
  const mail = await side.server.mailTo(email, /\b\d{6}\b/);
  await attempt(side, browser, 'email.confirm', { body: { code: codeIn(mail.text) } });
});

export const veto = inSession(async (side, browser) => {
  const hold = await openHold(side, browser);
  if (hold) await attempt(side, browser, 'hold.veto', { body: {}, params: { holdId: hold.id } });
});

/** The second touch, by one key after the other until one will do. */
export const finish = inSession(async (side, browser) => {
  const hold = await openHold(side, browser);
  if (!hold) return;
  const params = { holdId: hold.id };
  for (const key of rotated(side, side.keys)) {
    const options = await attempt(side, browser, 'hold.finish-options', { body: {}, params });
    if (!options) return;
    const body = { response: answerOf(key, options) };
    if (await attempt(side, browser, 'hold.finish', { body, params })) {
      side.finished.add(hold.id);
      return;
    }
  }
});

export const enrol = inSession(async (side, browser) => {
  await attempt(side, browser, 'enrolment.begin', { body: {} });
  const made = await attempt(side, browser, 'enrolment.make-recovery-keys', { body: {} });
  if (made) side.recoveryKeys.push(...made.recoveryKeys);
  const recoveryKey = made?.recoveryKeys[0] ?? pick(side, side.recoveryKeys) ?? NO_RECOVERY_KEY;
  await attempt(side, browser, 'enrolment.prove', { body: { recoveryKey, waitHours: side.random(2) ? 72 : 168 } });
});

export const commit = inSession(async (side, browser) => {
  const [options, key] = [
    await attempt(side, browser, 'enrolment.commit-options', { body: {} }),
    pick(side, side.keys),
  ];
  if (!options || !key) return;
  const response = answerOf(key, options);
  await attempt(side, browser, 'enrolment.commit', { body: { understood: true, floor: 'advanced', response } });
});

export const dropEnrolment = inSession((side, browser) => attempt(side, browser, 'enrolment.drop'));

/** A contact who does as this side asks, invited and accepted in one go. */
export const bringContact = inSession(async (side, browser) => {
  const { friend } = side;
  if (!friend || !(await attempt(side, browser, 'contact.invite', { body: { email: friend.email } }))) return;
  const there = newBrowser(side);
  await there.call('sign-in.key', { response: friend.deskKey.assert(await there.call('sign-in.key-options', {})) });
  await acceptInvitation({ ...friend, browser: there });
});

export const needContacts = inSession((side, browser) =>
  attempt(side, browser, 'contact.set-needed', { body: { needed: side.random(3) } }),
);

export const removeContact = inSession(async (side, browser) => {
  const contact = pick(side, (await attempt(side, browser, 'contact.list'))?.contacts ?? []);
  if (contact) await attempt(side, browser, 'contact.remove', { params: { contactId: contact.id } });
});

export const addChannel = inSession(async (side, browser) => {
  if (side.hookUrl === null) return;
  await attempt(side, browser, 'webhook.add', { body: { name: nextName(side), url: side.hookUrl } });
});

export const stopChannel = inSession(async (side, browser) => {
  const hooks = (await attempt(side, browser, 'webhook.list'))?.webhooks ?? [];
  const hook = pick(
    side,
    hooks.sort((one, other) => one.name.localeCompare(other.name)),
  );
  if (hook) await attempt(side, browser, 'webhook.remove', { params: { webhookId: hook.id } });
});

/** Mostly with one recovery key, now and then with both: of those that it has, one after the other until one is good. */
export const beginCase: Move = async (side) => {
  const [isBoth, other] = [side.random(3) === 0, pick(side, side.recoveryKeys)];
  for (const recoveryKey of rotated(side, side.recoveryKeys)) {
    const browser = newBrowser(side);
    const both = isBoth && other && other !== recoveryKey ? { otherRecoveryKey: other } : {};
    const begun = await attempt(side, browser, 'recovery.begin', { body: { email: side.email, recoveryKey, ...both } });
    if (!begun) continue;
    side.cases.push({ browser, proofs: { caseSecret: begun.caseSecret, recoveryKey }, keys: [] });
    return;
  }
};

/** Registers what is lacking and completes it, where its time has come. */
export const returnToCase: Move = async (side) => {
  const begun = pick(side, side.cases.slice(-2));
  if (!begun) return;
  const { browser, proofs } = begun;
  for (let lacking = 2 - begun.keys.length; lacking > 0; lacking--) {
    const body = { ...proofs, hint: 'security-key' } as const;
    const options = await attempt(side, browser, 'recovery.key-options', { body });
    if (!options) return;
    const key = makeKey(side);
    const added = { ...proofs, nickname: nextName(side), response: key.register(options) };
    if (await attempt(side, browser, 'recovery.add-key', { body: added })) begun.keys.push(key);
  }
  const completed = await attempt(side, browser, 'recovery.complete', { body: proofs });
  if (!completed) return;
  side.keys.push(...begun.keys);
  side.recoveryKeys.push(...completed.recoveryKeys);
  side.browsers.push(browser);
};

export const withdrawCase: Move = async (side) => {
  const begun = pick(side, side.cases.slice(-2));
  if (!begun) return;
  const body = { caseSecret: begun.proofs.caseSecret };
  await attempt(side, begun.browser, 'recovery.withdraw', { body });
};
