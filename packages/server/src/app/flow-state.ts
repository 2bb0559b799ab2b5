// What a flow remembers between two requests, sealed: it holds secrets that are not yet anybody's.

import type { AccountId } from '../domain/id.ts';
import type { FlowKind } from '../domain/staged/flow-kind.ts';
import type { KeyRing } from '../platform/key-ring.ts';
import type { FlowRow } from '../storage/tables.ts';
import type { PendingKey } from './setup/pending-key.ts';

export interface FlowStates {
  'sign-up': {
    readonly kind: 'sign-up';
    readonly email: string;
    readonly verified: boolean;
    readonly accountId: AccountId;
    readonly userHandle: string;
    readonly totpSecret: string | null;
  };
  'sign-in': {
    readonly kind: 'sign-in';
    readonly throttleKey: string;
    /** The password is one that the account had until then: it lifts a freeze and does no more. */
    readonly formerUntil?: number | undefined;
  };
  email: { readonly kind: 'email'; readonly email: string };
  totp: { readonly kind: 'totp'; readonly secret: string };
  'recovery-link': {
    readonly kind: 'recovery-link';
    /** The mailbox was proved: the link was followed. */
    readonly opened: boolean;
    /** When the second factor was proved too; null where it was not. */
    readonly provedAt: number | null;
    /** No link was mailed for this browser; one that was mailed for another, and is followed here, brings it one. */
    readonly waits?: true;
    /** The account knew the browser that asked: nobody else uses its link up. */
    readonly known?: true;
    /** The secret of another app, once the password was proved in place of a second factor that is lost. */
    readonly newTotp?: { readonly secret: string; readonly at: number };
  };
  'take-back': {
    readonly kind: 'take-back';
    /** The link was followed, which proves its mailbox. One that was not waits under its own hash. */
    readonly opened: boolean;
    /** To which it was mailed: the account has it again afterwards. Left out by flows of before this was kept. */
    readonly mailbox?: string;
  };
  setup: {
    readonly kind: 'setup';
    readonly accountId: AccountId;
    readonly userHandle: string;
    readonly email: string;
    readonly displayName: string;
    readonly keys: readonly PendingKey[];
    /** For one more operator: it is good on a server that is set up. */
    readonly reissued: boolean;
  };
}

const PURPOSE = 'flow';

export const sealFlow = (keyRing: KeyRing, state: FlowStates[FlowKind]): string =>
  keyRing.seal(PURPOSE, JSON.stringify(state));

/** @throws when the state was sealed under a secret that is gone: the flow cannot go on. */
export function openFlow<K extends FlowKind>(keyRing: KeyRing, kind: K, row: FlowRow): FlowStates[K] {
  const text = keyRing.open(PURPOSE, row.state_sealed)?.toString('utf8');
  const state = text === undefined ? null : (JSON.parse(text) as FlowStates[FlowKind]);
  if (state?.kind !== kind) throw new Error(`flow state of kind ${kind} cannot be opened`);
  return state as FlowStates[K];
}
