// The checklist: each question is answered with a trusted key, the last answer closes it, and the next Lock opens it again.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { INCIDENT_QUESTIONS, questionsFor } from '../../domain/account/incident.ts';
import { refuse } from '../../domain/decision.ts';
import { loadAccount } from '../../storage/account.ts';
import { openIncident } from '../../storage/incident.ts';
import { answerQuestion } from './answer.ts';
import { askedAbout } from './asked-about.ts';
import { readIncident } from './read.ts';

describeUseCase('the checklist', (world) => {
  it.each(['standard', 'advanced'] as const)(
    'of a %s account closes with its last answer, in any order',
    async (tier) => {
      const account = await makeAccount(world.deps, { tier });
      await world.deps.store.write((tx) => openIncident(tx, account.id, 'lock', TEST_TIME));
      const caller = await signIn(world.deps, account);
      const about = await world.deps.store.read(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        return loaded && askedAbout(tx, loaded);
      });
      const asked = about ? [...questionsFor(about)].reverse() : [];
      for (const [index, question] of asked.entries()) {
        const { left } = factsOf(await answerQuestion(world.deps, caller, { question }));
        expect(left).toBe(asked.length - 1 - index);
      }
      expect(factsOf(await readIncident(world.deps, caller))).toEqual({ incident: null });
      await world.deps.store.write((tx) => openIncident(tx, account.id, 'disown', TEST_TIME + 1));
      const { incident } = factsOf(await readIncident(world.deps, caller));
      expect(incident).toMatchObject({ by: 'disown', left: asked.length });
    },
  );

  it('takes no answer from a new key, on record and told', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [{}, { trustedAt: TEST_TIME + 1 }] });
    await world.deps.store.write((tx) => openIncident(tx, account.id, 'lock', TEST_TIME));
    const caller = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    const left = await leaves(world.deps, () => answerQuestion(world.deps, caller, { question: 'keys' }));
    expect(left.answer).toEqual(refuse({ tag: 'key-not-trusted', rights: 'trusted', from: TEST_TIME + 1 }));
    expect(left.changed).toEqual(['audit_event']);
  });

  it('asks a standard account nothing that it does not have, and nobody without a checklist', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    for (const question of INCIDENT_QUESTIONS) {
      expect(await answerQuestion(world.deps, caller, { question })).toEqual(refuse({ tag: 'not-found' }));
    }
    await world.deps.store.write((tx) => openIncident(tx, account.id, 'lock', TEST_TIME));
    expect(await answerQuestion(world.deps, caller, { question: 'contacts' })).toEqual(refuse({ tag: 'not-found' }));
  });
});
