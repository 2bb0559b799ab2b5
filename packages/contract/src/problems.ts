// The stable codes of RFC 9457 problems: what a client may branch on. Titles are for people who read logs, not for pages.

export interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly title: string;
}

export const problems = {
  'request.invalid': { status: 400, title: 'A field of the request is missing, unknown or malformed.' },
  'request.too-large': { status: 413, title: 'The request body is larger than this operation accepts.' },
  'request.media-type': { status: 415, title: 'The request body must be JSON.' },
  'request.origin': { status: 403, title: 'The request did not come from this site’s own pages.' },
  'request.unknown-route': { status: 404, title: 'Nothing is served at this address.' },
  'session.required': { status: 401, title: 'A live session is required.' },
  'client.required': { status: 401, title: 'A program’s own token is required.' },
  'session.step-up-required': { status: 401, title: 'This operation needs a fresh proof that it is you.' },
  'operation.not-permitted': { status: 403, title: 'This account may not do that.' },
  'enrolment.required': { status: 403, title: 'This account must turn on Advanced Account Security first.' },
  'sign-in.refused': { status: 401, title: 'That did not open an account.' },
  'ceremony.refused': { status: 400, title: 'The key’s answer could not be accepted.' },
  'credential.exists': { status: 409, title: 'This key is already registered.' },
  'credential.too-many': { status: 409, title: 'The account has as many keys as it may have.' },
  'credential.on-probation': { status: 403, title: 'The key used is new and may not do this yet.' },
  'credential.below-floor': { status: 403, title: 'The key used does not count toward the account’s floor.' },
  'floor.would-break': { status: 409, title: 'The account would fall below what its tier requires.' },
  'not-found': { status: 404, title: 'There is no such thing, or it is not yours.' },
  'code.refused': { status: 400, title: 'The code is wrong, used or too old.' },
  'flow.gone': { status: 410, title: 'This attempt has ended. Start again.' },
  'password.refused': { status: 422, title: 'This password cannot be used.' },
  'email.unchanged': { status: 409, title: 'This is already the account’s address.' },
  'email.taken': { status: 409, title: 'An account with this address exists already.' },
  'requirements.unmet': { status: 409, title: 'Something that is required is still missing.' },
  'recovery-key.spent': { status: 409, title: 'This recovery key began a recovery and begins no other.' },
  'recovery-key.refused': { status: 400, title: 'That is not one of the account’s recovery keys.' },
  'recovery.refused': { status: 401, title: 'That did not open a recovery.' },
  'recovery.waiting': { status: 409, title: 'The recovery still waits.' },
  'recovery.unapproved': { status: 409, title: 'Recovery contacts have yet to approve.' },
  'recovery.ended': { status: 410, title: 'This recovery was stopped, expired or completed.' },
  'account.on-probation': {
    status: 403,
    title: 'The account was recovered a short while ago and may not do this yet.',
  },
  'contact.self': { status: 409, title: 'An account cannot be its own recovery contact.' },
  'contact.exists': { status: 409, title: 'This is a recovery contact, or invited as one, already.' },
  'contact.too-many': { status: 409, title: 'The account has as many recovery contacts as it may have.' },
  'contact.too-few': { status: 409, title: 'Fewer recovery contacts would be left than a recovery needs.' },
  'contact.too-new': { status: 403, title: 'This recovery contact may not approve this recovery, or not yet.' },
  'contact.approved': { status: 409, title: 'This recovery contact has approved already.' },
  'hold.exists': { status: 409, title: 'Such a change is already waiting.' },
  'webhook.refused': { status: 422, title: 'This address cannot be a webhook’s.' },
  'webhook.exists': { status: 409, title: 'There is a webhook with this address already.' },
  'webhook.too-many': { status: 409, title: 'There are as many webhooks as there may be.' },
  'webhook.off': { status: 409, title: 'This webhook is paused or gone. A test turns it on again.' },
  'link.refused': { status: 410, title: 'This link was used, is too old or was altered.' },
  'training.unchanged': { status: 409, title: 'The ledger says so already.' },
  'setup.done': { status: 409, title: 'This server has been set up.' },
  'sign-up.closed': { status: 403, title: 'This platform does not take sign-ups.' },
  'request.throttled': { status: 429, title: 'Too many attempts from here. Wait before the next.' },
  'server.fault': { status: 500, title: 'The server failed. Nothing was changed.' },
  'server.unavailable': { status: 503, title: 'The server cannot do this right now. Nothing was changed.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;
