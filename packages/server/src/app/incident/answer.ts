// incident.answer: a trusted key ticks one question of the checklist; the last one closes it.

import { type IncidentQuestion, openQuestions, questionsFor } from '../../domain/account/incident.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { answerIncident, closeIncident, findIncident } from '../../storage/incident.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { askedAbout } from './asked-about.ts';

/** Refused where there is no checklist, and for what this account is not asked (`not-found`). */
export function answerQuestion(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly question: IncidentQuestion },
): Promise<Decision<{ readonly left: number }>> {
  return operate(deps, caller, 'incident.answer', async ({ tx, account, now }) => {
    const about = await askedAbout(tx, account);
    const asked = questionsFor(about).includes(input.question);
    if (!asked || !(await answerIncident(tx, account.id, input.question, now))) return refuse({ tag: 'not-found' });
    const incident = await findIncident(tx, account.id);
    const left = incident ? openQuestions(incident, about).length : 0;
    if (left === 0) await closeIncident(tx, account.id);
    // Told once, when it is over: a mail for each line would bury the one that matters.
    return done({ left }, { subject: input.question, ...(left > 0 && { untold: true as const }) });
  });
}
