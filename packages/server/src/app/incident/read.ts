// incident.read: the checklist after a Lock or “This wasn’t me”; null where there is none, or all was answered.

import { openQuestions, questionsFor } from '../../domain/account/incident.ts';
import { findIncident } from '../../storage/incident.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { askedAbout } from './asked-about.ts';

export function readIncident(deps: Deps, caller: SignedInCaller) {
  return consult(deps, caller, async (tx, account) => {
    const incident = await findIncident(tx, account.id);
    if (!incident) return { incident: null };
    const about = await askedAbout(tx, account);
    const questions = questionsFor(about).map((question) => ({
      question,
      answeredAt: incident.answeredAt[question] ?? null,
    }));
    const left = openQuestions(incident, about).length;
    const { keys, suspendedKeys, contacts, channels } = about;
    return {
      incident: {
        openedAt: incident.openedAt,
        by: incident.by,
        questions,
        left,
        about: { keys, suspendedKeys, contacts, channels },
      },
    };
  });
}
