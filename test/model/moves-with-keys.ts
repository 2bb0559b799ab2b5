// What anybody can do with keys of an account: sign in, prove it, add, shut out, bring back, end.

import { readTimePart } from '../../packages/server/src/app/signed-link.ts';
import { allDelivered } from '../support/all-delivered.ts';
import {
  answerOf,
  attempt,
  browserOf,
  listedKey,
  type Move,
  makeKey,
  newBrowser,
  nextName,
  pick,
  rotated,
  type Side,
} from './side.ts';

/** One key after the other, until one opens it. */
export const enter: Move = async (side) => {
  for (const key of rotated(side, side.keys)) {
    const browser = newBrowser(side);
    const response = key.assert(await browser.call('sign-in.key-options', {}));
    if (!(await attempt(side, browser, 'sign-in.key', { body: { response } }))) continue;
    side.browsers.push(browser);
    return;
  }
};

export const stepUp: Move = async (side) => {
  const [browser, key] = [browserOf(side), pick(side, side.keys)];
  const options = browser && key && (await attempt(side, browser, 'step-up.key-options', { body: {} }));
  if (options) await attempt(side, browser, 'step-up.key', { body: { response: answerOf(key, options) } });
};

/** One key after the other, until one will do. */
export const giveSecondKey: Move = async (side) => {
  const browser = browserOf(side);
  for (const key of browser ? rotated(side, side.keys) : []) {
    const options = browser && (await attempt(side, browser, 'step-up.second-key-options', { body: {} }));
    if (!options) return;
    if (await attempt(side, browser, 'step-up.second-key', { body: { response: answerOf(key, options) } })) return;
  }
};

export const giveRecoveryKey: Move = async (side) => {
  const browser = browserOf(side);
  for (const recoveryKey of browser ? rotated(side, side.recoveryKeys) : []) {
    if (browser && (await attempt(side, browser, 'step-up.recovery-key', { body: { recoveryKey } }))) return;
  }
};

export const add: Move = async (side) => {
  const browser = browserOf(side);
  const options =
    browser && (await attempt(side, browser, 'credential.add-options', { body: { hint: 'security-key' } }));
  if (!options) return;
  const [key, nickname] = [makeKey(side), nextName(side)];
  if (!(await attempt(side, browser, 'credential.add', { body: { nickname, response: key.register(options) } })))
    return;
  side.keys.push(key);
  if (side.vouch && side.random(2) === 0) await side.vouch(nickname);
};

const toListed =
  (operation: 'credential.suspend' | 'credential.bring-back' | 'credential.confirm'): Move =>
  async (side) => {
    const browser = browserOf(side);
    const isBack = operation === 'credential.bring-back';
    const key = browser && (await listedKey(side, browser, ({ stage }) => (stage === 'suspended') === isBack));
    if (key) await attempt(side, browser, operation, { params: { credentialId: key.id }, body: {} });
  };

/** Every key but the one that opened the session. */
export const suspendOthers: Move = async (side) => {
  const browser = browserOf(side);
  const list = browser && (await attempt(side, browser, 'credential.list'));
  for (const { id, thisSession } of list?.credentials ?? []) {
    if (!browser || thisSession) continue;
    await attempt(side, browser, 'credential.suspend', { params: { credentialId: id }, body: {} });
  }
};

export const suspend = toListed('credential.suspend');
export const bringBack = toListed('credential.bring-back');
export const confirm = toListed('credential.confirm');

export const remove: Move = async (side) => {
  const browser = browserOf(side);
  const key = browser && (await listedKey(side, browser));
  if (key) await attempt(side, browser, 'credential.remove', { params: { credentialId: key.id } });
};

/** Signed out: one key after the other with nothing beside it, with another key, or with a recovery key. */
export const comeBack: Move = async (side) => {
  const [way, otherKey, recoveryKey] = [side.random(3), pick(side, side.keys), pick(side, side.recoveryKeys)];
  for (const key of rotated(side, side.keys)) {
    const browser = newBrowser(side);
    const touch = async (one: typeof key) => one.assert(await browser.call('credential.come-back-options', {}));
    const response = await touch(key);
    const body =
      way === 0
        ? ({ with: 'nothing', response } as const)
        : way === 1 || !recoveryKey
          ? ({ with: 'key', response, other: await touch(otherKey ?? key) } as const)
          : ({ with: 'recovery-key', response, recoveryKey } as const);
    if (!(await attempt(side, browser, 'credential.come-back', { body }))) continue;
    side.browsers.push(browser);
    return;
  }
};

export const lock: Move = async (side) => {
  const browser = browserOf(side);
  if (browser) await attempt(side, browser, 'account.lock', { body: {} });
};

export const endOthers: Move = async (side) => {
  const browser = browserOf(side);
  if (browser) await attempt(side, browser, 'session.end-others', { body: {} });
};

/** Links are good for two. */
const WEEK_MS = 7 * 24 * 3_600_000;

/** What is pressed in the mails of the last week, by what they say. */
async function linksInMails(side: Side): Promise<ReadonlyMap<string, readonly string[]>> {
  const links = new Map<string, string[]>();
  if (!side.readsMail) return links;
  await allDelivered(side.server);
  for (const { to, text } of await side.server.mails()) {
    const link = /\/not-me#(\S+)/.exec(text)?.[1];
    // Development's mailbox keeps a hundred: of the last week's it has all, whatever the order in which they came.
    const isOfTheWeek = readTimePart(link?.split('.')[3]) > side.server.clock.now() + WEEK_MS;
    // Without their tokens mails are the same in every run; where two are alike, both are pressed.
    const said = text.replace(/#\S+/g, '');
    if (to === side.email && link && isOfTheWeek) links.set(said, [...(links.get(said) ?? []), link]);
  }
  return links;
}

/** “This wasn’t me”, or Lock, out of a mail to the account: everybody who reads them can press every button. */
export const press: Move = async (side) => {
  const operation = side.random(4) === 0 ? 'alert.lock' : 'alert.disown';
  const links = await linksInMails(side);
  const said = pick(side, [...links.keys()].sort());
  for (const link of links.get(said ?? '') ?? []) await attempt(side, newBrowser(side), operation, { body: { link } });
};

/** As a bot does that presses whatever comes. */
export const pressAll: Move = async (side) => {
  const links = [...(await linksInMails(side))].sort(([one], [other]) => one.localeCompare(other));
  for (const link of links.flatMap(([, all]) => all)) {
    await attempt(side, newBrowser(side), 'alert.disown', { body: { link } });
  }
};
