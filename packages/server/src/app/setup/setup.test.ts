// The first start: one link, two keys, one operator; each step counts once, and afterwards there is no set-up left.

import { beforeEach, expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import type { AuthenticatorTraits, Misbehaviour } from '../../../../../test/support/software-authenticator.ts';
import {
  contentsOf,
  describeUseCase,
  factsOf,
  leaves,
  newAuthenticator,
} from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { findAccountByEmail, loadAccount } from '../../storage/account.ts';
import { setFact } from '../../storage/fact.ts';
import {
  addSetupKey,
  completeSetup,
  isSetUp,
  makeSetupLink,
  readSetup,
  reissueSetupLink,
  setupKeyOptions,
} from './setup.ts';

const REFUSED = refuse({ tag: 'link-refused' });
const WEEK_MS = 7 * 24 * 3_600_000;
const BUILT_IN = { attachment: 'platform', transports: ['internal'] } as const;
const caller = makeCaller();

describeUseCase('set-up', (world) => {
  const about = (link: string, email = 'op@example.com') =>
    ({ link, email, displayName: 'Op', hint: 'security-key' }) as const;
  const newLink = async (): Promise<string> => {
    const address = (await makeSetupLink(world.deps, TEST_TIME)) ?? '';
    const [before, token = ''] = address.split('#');
    expect(before).toBe('http://localhost:8400/setup');
    return token;
  };
  const answer = async (link: string, traits: Partial<AuthenticatorTraits> = {}, wrong: Misbehaviour = {}) => {
    const options = factsOf(await setupKeyOptions(world.deps, caller, about(link)));
    return { link, nickname: 'First', response: newAuthenticator(traits).register(options, wrong) };
  };
  const add = async (link: string, traits?: Partial<AuthenticatorTraits>, wrong?: Misbehaviour) => {
    const input = await answer(link, traits, wrong);
    return leaves(world.deps, () => addSetupKey(world.deps, caller, input));
  };
  const complete = (link: string) => leaves(world.deps, () => completeSetup(world.deps, caller, { link }));

  beforeEach(() =>
    world.deps.store.write((tx) => tx.q.deleteFrom('fact').where('name', '=', 'setup.done-at').execute()),
  );

  it('begins with a link that shows what is missing, for a week', async () => {
    const link = await newLink();
    expect(link).toMatch(/^hfl_/);
    expect(factsOf(await readSetup(world.deps, caller, { link }))).toEqual({
      keys: [],
      keysNeeded: 2,
      unmet: ['two-keys', 'key-for-another-device'],
    });
    const late = { ...caller, now: TEST_TIME + WEEK_MS };
    expect(await readSetup(world.deps, late, { link })).toEqual(REFUSED);
    expect(JSON.stringify(await contentsOf(world.deps.store))).not.toContain(link);
  });

  it('ends every earlier link with a new one', async () => {
    const earlier = await newLink();
    await newLink();
    expect(await readSetup(world.deps, caller, { link: earlier })).toEqual(REFUSED);
    expect(await setupKeyOptions(world.deps, caller, about(earlier))).toEqual(REFUSED);
    expect((await complete(earlier)).answer).toEqual(REFUSED);
  });

  it('takes each key as it comes, on record about nobody, and makes no account yet', async () => {
    const link = await newLink();
    const left = await add(link);
    expect(factsOf(left.answer)).toEqual({ keys: [{ nickname: 'First' }], keysNeeded: 2, unmet: ['two-keys'] });
    expect(left.events).toMatchObject([
      { operation: 'setup.add-key', outcome: 'done', account_id: null, session_id: null, subject: 'First' },
    ]);
    expect(left.alerts).toEqual([]);
    expect(left.changed).toEqual(['audit_event', 'flow', 'spent']);
  });

  it('asks not for a key that it has already, and names the operator as typed', async () => {
    const link = await newLink();
    const first = await answer(link);
    await addSetupKey(world.deps, caller, first);
    const options = factsOf(await setupKeyOptions(world.deps, caller, about(link, ' op@example.com ')));
    expect(options.excludeCredentials.map(({ id }) => id)).toEqual([first.response.id]);
    expect(options.user.displayName).toBe('Op');
  });

  it('takes an answer once, and one that is wrong not at all', async () => {
    const link = await newLink();
    const input = await answer(link);
    expect((await addSetupKey(world.deps, caller, input)).allowed).toBe(true);
    expect(await addSetupKey(world.deps, caller, input)).toEqual(refuse({ tag: 'credential-exists' }));
    const options = factsOf(await setupKeyOptions(world.deps, caller, about(link)));
    const [one, other] = [newAuthenticator().register(options), newAuthenticator().register(options)];
    factsOf(await addSetupKey(world.deps, caller, { link, nickname: 'K', response: one }));
    expect(await addSetupKey(world.deps, caller, { link, nickname: 'L', response: other })).toEqual(
      refuse({ tag: 'ceremony-failed', why: 'challenge-spent' }),
    );
    const left = await add(link, {}, { origin: 'https://evil.example' });
    expect(left.answer).toEqual(refuse({ tag: 'ceremony-failed', why: 'origin' }));
    expect(left.changed).toEqual([]);
  });

  it('waits for two keys, one of which works elsewhere', async () => {
    const link = await newLink();
    expect((await complete(link)).answer).toMatchObject({ refusal: { unmet: ['two-keys', 'key-for-another-device'] } });
    await add(link, BUILT_IN);
    await add(link, BUILT_IN);
    const left = await complete(link);
    expect(left.answer).toEqual(refuse({ tag: 'requirements-unmet', unmet: ['key-for-another-device'] }));
    expect(left.changed).toEqual([]);
  });

  it('ends with an operator who must go on to protection, signed in, on record and told', async () => {
    const link = await newLink();
    await add(link, BUILT_IN);
    await add(link);
    const left = await complete(link);
    expect(factsOf(left.answer)).toMatchObject({ next: 'enrolment', newDevice: true });
    const account = await world.deps.store.read(async (tx) => {
      const row = await findAccountByEmail(tx, 'op@example.com');
      return row ? loadAccount(tx, row.id) : null;
    });
    expect(account).toMatchObject({
      role: 'operator',
      tier: 'standard',
      enrolmentRequired: true,
      credentials: [
        { origin: 'setup', trustedAt: TEST_TIME },
        { origin: 'setup', trustedAt: TEST_TIME },
      ],
    });
    expect(left.events).toMatchObject([
      { operation: 'setup.complete', outcome: 'done', actor: 'holder', account_id: account?.id, session_id: null },
    ]);
    expect(left.alerts).toEqual(['op@example.com: setup.complete done']);
    expect(left.changed).toEqual([
      'account',
      'audit_event',
      'credential',
      'device',
      'fact',
      'flow',
      'outbox',
      'session',
    ]);
    expect(await world.deps.store.read(isSetUp)).toBe(true);
    expect(await readSetup(world.deps, caller, { link })).toEqual(refuse({ tag: 'setup-done' }));
    expect(await makeSetupLink(world.deps, TEST_TIME)).toBeNull();
  });

  it('happens once', async () => {
    await world.deps.store.write((tx) =>
      tx.q.updateTable('account').set({ email_key: 'an earlier operator' }).where('role', '=', 'operator').execute(),
    );
    const link = await newLink();
    await add(link, BUILT_IN);
    await add(link);
    const decisions = await Promise.all([1, 2].map(() => completeSetup(world.deps, caller, { link })));
    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, false]);
  });

  it('takes no address that an account has, when asked and when completed', async () => {
    const link = await newLink();
    await makeAccount(world.deps, { email: 'taken@example.com' });
    const taken = refuse({ tag: 'email-taken' });
    expect(await setupKeyOptions(world.deps, caller, about(link, 'Taken@example.com'))).toEqual(taken);
    const free = { ...about(link), email: 'free@example.com' };
    const register = async (traits = {}) => {
      const options = factsOf(await setupKeyOptions(world.deps, caller, free));
      const response = newAuthenticator(traits).register(options);
      await addSetupKey(world.deps, caller, { link, nickname: 'K', response });
    };
    await register(BUILT_IN);
    await register();
    await makeAccount(world.deps, { email: 'free@example.com' });
    const left = await complete(link);
    expect(left.answer).toEqual(taken);
    expect(left.changed).toEqual([]);
  });

  it('makes one more operator with a link that was made for that, and then is over again', async () => {
    await world.deps.store.write((tx) => setFact(tx, 'setup.done-at', String(TEST_TIME)));
    const link = (await reissueSetupLink(world.deps, TEST_TIME)).split('#')[1] ?? '';
    const email = 'second-op@example.com';
    for (const traits of [{}, BUILT_IN]) {
      const options = factsOf(await setupKeyOptions(world.deps, caller, about(link, email)));
      const response = newAuthenticator(traits).register(options);
      factsOf(await addSetupKey(world.deps, caller, { link, nickname: 'Key', response }));
    }
    factsOf((await complete(link)).answer);
    const account = await world.deps.store.read((tx) => findAccountByEmail(tx, email));
    expect(account).toMatchObject({ role: 'operator', enrolment_required: 1 });
    expect((await complete(link)).answer).toEqual(REFUSED);
  });

  it('is over where it was done before', async () => {
    const link = await newLink();
    await world.deps.store.write((tx) => setFact(tx, 'setup.done-at', '1'));
    expect(await readSetup(world.deps, caller, { link })).toEqual(refuse({ tag: 'setup-done' }));
    expect(await makeSetupLink(world.deps, TEST_TIME)).toBeNull();
  });
});

describeUseCase('one more link', (world) => {
  const linkOf = (address: string) => address.split('#')[1] ?? '';

  it('adds an operator to a server in use, is recorded, told to every operator, good for an hour', async () => {
    const operator = await makeAccount(world.deps, { role: 'operator', tier: 'advanced' });
    await world.deps.store.write((tx) => setFact(tx, 'setup.done-at', String(TEST_TIME)));
    expect(await makeSetupLink(world.deps, TEST_TIME)).toBeNull();
    const { answer, events, alerts } = await leaves(world.deps, () => reissueSetupLink(world.deps, TEST_TIME));
    expect(events).toMatchObject([{ operation: 'setup.reissue', actor: 'system', account_id: operator.id }]);
    expect(alerts).toEqual([`${operator.email}: setup.reissue done`]);
    const link = linkOf(answer);
    expect(factsOf(await readSetup(world.deps, caller, { link }))).toMatchObject({ keys: [] });
    const late = makeCaller({ now: TEST_TIME + 3_600_000 });
    expect(await readSetup(world.deps, late, { link })).toEqual(refuse({ tag: 'setup-done' }));
  });

  it('is on record where there is no operator to tell', async () => {
    await world.deps.store.write((tx) => tx.q.updateTable('account').set({ role: 'holder' }).execute());
    const { events } = await leaves(world.deps, () => reissueSetupLink(world.deps, TEST_TIME));
    expect(events).toMatchObject([{ operation: 'setup.reissue', account_id: null }]);
  });
});
