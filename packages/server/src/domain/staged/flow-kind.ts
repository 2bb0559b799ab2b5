// Every kind of flow: something half done that is not a session.

export const FLOW_KINDS = ['sign-up', 'sign-in', 'setup', 'email', 'totp', 'recovery-link', 'take-back'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];
