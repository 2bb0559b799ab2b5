// Every limit, who can fill it, and what it shuts for the holder of the account: filled, and then each way in is walked. What a
// stranger can fill shuts no way that a stranger cannot take.

import { expect, it } from 'vitest';
import { paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { throttle } from '../../packages/server/src/app/throttle.ts';
import { mailboxKey } from '../../packages/server/src/domain/account/email-address.ts';
import { authorityOf, needsSession } from '../../packages/server/src/domain/authority.ts';
import { READ_COSTS } from '../../packages/server/src/domain/throttle/read-budget.ts';
import { LIMITS, type LimitName } from '../../packages/server/src/domain/throttle/throttle.ts';
import { makeCaller } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { askForLink } from '../support/recovery-links.ts';
import { readText } from '../support/source-tree.ts';
import { describeUseCase } from '../support/use-case.ts';
import { type Holder, makeHolder, WAYS_IN, type WayIn } from '../support/ways-in.ts';

/**
 * Who gets as far as being counted: anybody; who knows the password; who reads the mailbox; who holds a session, a
 * browser or a key of the account; other accounts; the browser that is signing up; staff.
 */
type Filler = 'stranger' | 'password' | 'mailbox' | 'own' | 'others' | 'newcomer' | 'staff';

interface Row {
  readonly by: Filler;
  readonly shuts: readonly WayIn[];
  /** What is counted, where it stands in front of this holder. */
  readonly parts: (holder: Holder) => readonly string[];
  /** How it is filled, where that leaves more behind than the number. */
  readonly fill?: (deps: Deps, holder: Holder) => Promise<void>;
}

const KNOWN: WayIn = 'the password in a known browser';
const ANY: WayIn = 'the password in any browser';
const account = ({ account: { id } }: Holder) => [id];
const network = (holder: Holder) => [holder.network];
const email = ({ account: made }: Holder) => [made.email];
const mailbox = ({ account: made }: Holder) => [mailboxKey(made.email)];
const browser = ({ account: { id }, browserHash }: Holder) => [id, browserHash];
const nothing: readonly WayIn[] = [];

/** As many requests as bring no more mail: the mailbox is then full of links for strangers' browsers. */
async function askAsStrangers(deps: Deps, { account: made, strangersLinks }: Holder): Promise<void> {
  for (let count = 0; count < 20; count++) {
    const { link } = await askForLink(deps, made.email, makeCaller({ network: `${made.email} ${count}` }));
    if (link !== '') strangersLinks.push(link);
  }
}

const ROWS: Readonly<Record<LimitName, Row>> = {
  'sign-in.network': { by: 'stranger', shuts: nothing, parts: network },
  'sign-in.account': { by: 'stranger', shuts: nothing, parts: (holder) => [...email(holder), holder.network] },
  'sign-in.browser': { by: 'own', shuts: nothing, parts: browser },
  'password.account': { by: 'stranger', shuts: [ANY], parts: account },
  // A browser whose own is full is like any other one, in the network of its holder.
  'password.browser': { by: 'own', shuts: nothing, parts: browser },
  'password.nobody': { by: 'stranger', shuts: nothing, parts: email },
  'step-up.account': { by: 'own', shuts: nothing, parts: account },
  'password.session': { by: 'own', shuts: nothing, parts: account },
  'second-code.account': { by: 'password', shuts: [ANY], parts: account },
  'second-code.browser': { by: 'own', shuts: [KNOWN], parts: browser },
  'second-code.link': {
    by: 'mailbox',
    shuts: ['a link in a known browser', 'a link in any browser', 'a link from support'],
    parts: account,
  },
  'second-code.session': { by: 'own', shuts: nothing, parts: account },
  'take-back-code.network': { by: 'mailbox', shuts: nothing, parts: (holder) => [...account(holder), holder.network] },
  'take-back-code.account': { by: 'mailbox', shuts: nothing, parts: account },
  'new-password.account': { by: 'own', shuts: nothing, parts: account },
  'new-password.flow': { by: 'newcomer', shuts: nothing, parts: account },
  'key.network': { by: 'stranger', shuts: nothing, parts: network },
  'mail.network': { by: 'stranger', shuts: nothing, parts: network },
  'sign-up.address': { by: 'stranger', shuts: nothing, parts: mailbox },
  'mail.address': { by: 'others', shuts: nothing, parts: mailbox },
  'link.address': { by: 'stranger', shuts: nothing, parts: account, fill: askAsStrangers },
  'link.spare': { by: 'stranger', shuts: nothing, parts: account, fill: askAsStrangers },
  'link.browser': { by: 'own', shuts: nothing, parts: browser },
  'link.support': { by: 'staff', shuts: ['a link from support'], parts: account },
  'link.mailbox': { by: 'mailbox', shuts: nothing, parts: account },
  'drill.account': { by: 'own', shuts: nothing, parts: account },
  'recovery.network': { by: 'stranger', shuts: nothing, parts: network },
  // It stands before wrong recovery keys alone, in a case whose secret was right.
  'recovery.case': { by: 'own', shuts: nothing, parts: account },
  'recovery.record': { by: 'stranger', shuts: nothing, parts: email },
  'support.staff': { by: 'staff', shuts: ['a link from support'], parts: ({ staff }) => [staff.session.account_id] },
  'export.account': { by: 'own', shuts: nothing, parts: account },
  'data.account': { by: 'own', shuts: nothing, parts: account },
  'second-proof.account': { by: 'own', shuts: nothing, parts: account },
  'come-back.account': { by: 'own', shuts: nothing, parts: account },
  'disown.key': { by: 'mailbox', shuts: nothing, parts: ({ account: { id, keys } }) => [id, keys[0]?.id ?? ''] },
  'lock.key': { by: 'own', shuts: nothing, parts: ({ account: { id, keys } }) => [id, keys[0]?.id ?? ''] },
  'lock.link': { by: 'mailbox', shuts: nothing, parts: account },
  'code.network': { by: 'stranger', shuts: nothing, parts: network },
  'webhook.account': { by: 'own', shuts: nothing, parts: account },
  'push.account': { by: 'own', shuts: nothing, parts: account },
  'webhook-add.account': { by: 'own', shuts: nothing, parts: account },
  'push-add.account': { by: 'own', shuts: nothing, parts: account },
  'rename.account': { by: 'own', shuts: nothing, parts: account },
};
const names = Object.keys(LIMITS) as LimitName[];

describeUseCase('a limit that is filled in front of the holder', (world) => {
  const fill = async (name: LimitName, holder: Holder) => {
    const { parts, fill: leaveBehind } = ROWS[name];
    await leaveBehind?.(world.deps, holder);
    for (let count = 0; count <= LIMITS[name].points; count++) {
      await world.deps.store.write((tx) => throttle(world.deps, tx, name, parts(holder), TEST_TIME));
    }
  };

  it.each(names)('%s shuts the ways in that are named for it, and no other', async (name) => {
    const holder = await makeHolder(world.deps);
    await fill(name, holder);
    const shut: string[] = [];
    for (const [way, walk] of Object.entries(WAYS_IN)) if (!(await walk(world.deps, holder))) shut.push(way);
    expect(shut.sort()).toEqual([...ROWS[name].shuts].sort());
  });

  it.each(names)('%s leaves a way that whoever can fill it does not have', (name) => {
    const { by, shuts } = ROWS[name];
    const open = (Object.keys(WAYS_IN) as WayIn[]).filter((way) => !shuts.includes(way));
    expect(open).toContain('a key in any browser');
    if (by === 'stranger' || by === 'password' || by === 'others' || by === 'newcomer') {
      expect(shuts.filter((way) => way !== ANY)).toEqual([]);
    }
    // Who has no key still has a browser that is known, the mailbox, or support.
    expect(open.filter((way) => way !== 'a key in any browser').length).toBeGreaterThan(0);
  });
});

/** Reads that are free, because each touches one page, or what one account has few of. */
const LIGHT: readonly string[] = [
  'session.read',
  'session.list',
  'account.read',
  'account.rehearse-lock',
  'incident.read',
  'credential.list',
  'enrolment.read',
  'hold.list',
  'training.read',
  'contact.list',
  'contact.cases',
  'webhook.list',
  'webhook.deliveries',
  'push.public-key',
  'push.list',
  'platform-webhook.list',
  'platform-webhook.deliveries',
  'outbox.list-dead',
  'live.watch',
  'staff.list',
  'alert.list',
];

it('Every signed-in read has a price, or is named as one that is free', () => {
  const operations = Object.entries(paths) as [RoutedOperation, string][];
  const reads = operations
    .filter(([name, path]) => path.startsWith('GET ') && needsSession(authorityOf(name).who))
    .map(([name]) => name);
  const priced = Object.keys(READ_COSTS);
  expect(reads.filter((name) => !priced.includes(name) && !LIGHT.includes(name))).toEqual([]);
  expect(LIGHT.filter((name) => priced.includes(name) || !reads.includes(name as RoutedOperation))).toEqual([]);
});

it('Every limit and every costly read is in docs/limits.md', () => {
  const page = readText('docs/limits.md');
  const missing = [...names, ...Object.keys(READ_COSTS)].filter((name) => !page.includes(`| \`${name}\` |`));
  expect(missing).toEqual([]);
});
