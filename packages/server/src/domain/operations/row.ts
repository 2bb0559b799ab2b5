// A row of the table of operations (authority.ts): its columns, and the few shapes that most rows have.

import type { Rights } from '../credential/key-stage.ts';

/**
 * - anyone: no identity is assumed; the operation carries its own proof, or gives nothing away.
 * - flow: the browser that holds the cookie of a sign-up or of a half-done sign-in. It is not a session.
 * - link: the bearer of a signed or one-time link.
 * - client: a program that an operator let in, asking in its own name. It acts for no account.
 * - holder: the account of a live session, acting on itself.
 * - staff: a live session of support or of the operator, on a protected account. It looks, and begins; it never touches
 *   what opens an account.
 * - operator: the operator's protected account, on what is the platform's own; on nobody's account.
 * - system: Holdfast's own clockwork; no door leads to it.
 */
export type Who = 'anyone' | 'flow' | 'link' | 'client' | 'holder' | 'staff' | 'operator' | 'system';

/** Needs a live session, whose account is judged. */
export const needsSession = (who: Who): boolean => who === 'holder' || who === 'staff' || who === 'operator';

/**
 * What the button “This wasn’t me” in the alert of an operation is about (product.md §6). Whatever it is, the button also
 * stops what one proof began, and ends what is half done.
 * - key: the key that acted. - added-key: the key that was added. - factor: password and second factor.
 * - recovered: the keys that a recovery put in place of all others. - channel, contact: the one that was added.
 * - nothing: only what is said above.
 */
export type DisownSubject = 'key' | 'added-key' | 'recovered' | 'factor' | 'channel' | 'contact' | 'nothing';

/** When an outcome is told to the holder on every channel. */
export type AlertRule = 'never' | 'always' | 'protected' | 'protected-or-new-device';

export interface Authority {
  readonly who: Who;
  /** Presence proved within the policy's step-up time. */
  readonly fresh: boolean;
  readonly tiers: 'any' | 'standard' | 'protected';
  /** Still open to an account that must enrol before anything else. */
  readonly whileEnrolling: boolean;
  /** In the three days after a recovery, when whoever recovered could still be a thief (product.md §4). */
  readonly onProbation: 'allowed' | 'refused';
  readonly effect: 'read' | 'write';
  /** What it asks of the key that proved presence (product.md §3). */
  readonly rights: Rights;
  /** Acts now, or takes rights and is slow: then one proof begins it, and two, or time, finish it. */
  readonly pace: 'instant' | 'slow';
  readonly disown: DisownSubject;
  readonly alert: { readonly done: AlertRule; readonly refused: AlertRule };
}

export const quiet = { done: 'never', refused: 'never' } as const;
export const told = { done: 'always', refused: 'protected' } as const;
export const toldIfProtected = { done: 'protected', refused: 'never' } as const;

export const open = (
  who: 'anyone' | 'flow' | 'link' | 'client',
  effect: 'read' | 'write',
  alert: Authority['alert'] = quiet,
): Authority => ({
  who,
  fresh: false,
  tiers: 'any',
  whileEnrolling: true,
  onProbation: 'allowed',
  effect,
  rights: 'any',
  pace: 'instant',
  disown: 'nothing',
  alert,
});

export const holder = (part: Partial<Omit<Authority, 'who'>> & Pick<Authority, 'effect'>): Authority => ({
  who: 'holder',
  fresh: false,
  tiers: 'any',
  whileEnrolling: false,
  onProbation: 'allowed',
  rights: 'any',
  pace: 'instant',
  disown: 'key',
  alert: quiet,
  ...part,
});

/** For trusted keys: whatever a person with a key of a day, or with an open laptop, must not do alone. */
export const trusted = (
  part: Partial<Omit<Authority, 'who' | 'rights' | 'fresh'>> & Pick<Authority, 'effect'>,
): Authority => holder({ ...part, fresh: true, rights: 'trusted' });

/** Takes rights from the account or from a key of it, whatever it is called: it is begun, and finished later. */
export const slow = (part: Partial<Omit<Authority, 'who' | 'rights' | 'fresh' | 'pace' | 'effect'>>): Authority =>
  trusted({ alert: told, ...part, effect: 'write', pace: 'slow' });

/** A proof of the second factor's worth is given by mail or password; the account must be a standard one. */
export const standardOnly = (row: Authority): Authority => ({ ...row, tiers: 'standard' });

/** What changes where the whole platform is told waits, like leaving protection, until a recovered account's three days are over. */
export const operator = (part: Pick<Authority, 'effect'> & Partial<Pick<Authority, 'fresh' | 'alert'>>): Authority => ({
  who: 'operator',
  fresh: false,
  tiers: 'protected',
  whileEnrolling: false,
  onProbation: part.fresh ? 'refused' : 'allowed',
  rights: part.fresh ? 'trusted' : 'any',
  pace: 'instant',
  disown: 'key',
  alert: quiet,
  ...part,
});

export const staff = (alert: Authority['alert'] = quiet): Authority => ({
  who: 'staff',
  fresh: true,
  tiers: 'protected',
  whileEnrolling: false,
  onProbation: 'refused',
  effect: 'write',
  rights: 'trusted',
  pace: 'instant',
  disown: 'nothing',
  alert,
});
export const system = (alert: Authority['alert']): Authority => ({
  who: 'system',
  fresh: false,
  tiers: 'any',
  whileEnrolling: true,
  onProbation: 'allowed',
  effect: 'write',
  rights: 'any',
  pace: 'instant',
  disown: 'nothing',
  alert,
});

/** The button of its alert is about something else than the key that acted. */
export const about = (disown: DisownSubject, row: Authority): Authority => ({ ...row, disown });

export const signIn = { done: 'protected-or-new-device', refused: 'protected' } as const;
