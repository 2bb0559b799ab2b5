// Doors for proving again that it is you, once and twice.

import type { Answer } from '@holdfast/contract';
import { giveRecoveryKey, giveSecondKey, type SecondGiven, secondKeyOptions } from '../app/step-up/second-proof.ts';
import { type SteppedUp, stepUpOptions, stepUpWithKey, stepUpWithPassword } from '../app/step-up/step-up.ts';
import { allow, type Decision } from '../domain/decision.ts';
import { type AnswerCookies, type Doors, holderDoor } from './door.ts';

function renewTwice(decision: Decision<SecondGiven>, cookies: AnswerCookies): Decision<Answer<'step-up.second-key'>> {
  if (!decision.allowed) return decision;
  cookies.renewSession(decision.facts.sessionToken, decision.facts.endsAt);
  return allow({ freshUntil: decision.facts.freshUntil, madeTrusted: decision.facts.madeTrusted });
}

function renew(decision: Decision<SteppedUp>, cookies: AnswerCookies): Decision<{ freshUntil: number }> {
  if (!decision.allowed) return decision;
  cookies.renewSession(decision.facts.sessionToken, decision.facts.endsAt);
  return allow({ freshUntil: decision.facts.freshUntil });
}

export function stepUpDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'step-up.key-options', ({ caller }) => stepUpOptions(deps, caller));
  holderDoor(doors, 'step-up.key', async ({ caller, body, cookies }) =>
    renew(await stepUpWithKey(deps, caller, body), cookies),
  );
  holderDoor(doors, 'step-up.password', async ({ caller, body, cookies }) =>
    renew(await stepUpWithPassword(deps, caller, body), cookies),
  );
  holderDoor(doors, 'step-up.second-key-options', ({ caller }) => secondKeyOptions(deps, caller));
  holderDoor(doors, 'step-up.second-key', async ({ caller, body, cookies }) =>
    renewTwice(await giveSecondKey(deps, caller, body), cookies),
  );
  holderDoor(doors, 'step-up.recovery-key', async ({ caller, body, cookies }) =>
    renewTwice(await giveRecoveryKey(deps, caller, body), cookies),
  );
}
