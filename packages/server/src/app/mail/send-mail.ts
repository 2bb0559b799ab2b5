// Puts a mail into the outbox, in the transaction of what it reports. It is written out when it is delivered.

import { alertRank, RANK, type Rank } from '../../domain/alert/channel.ts';
import type { AccountId, AlertId, ContactId, HoldId } from '../../domain/id.ts';
import { makeOrderedId } from '../../domain/id.ts';
import type { KeyRing } from '../../platform/key-ring.ts';
import type { Random } from '../../platform/random.ts';
import { insertOutbox } from '../../storage/outbox.ts';
import type { Tx } from '../../storage/store.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { Particulars } from './particulars.ts';

/** What a mail says, before it is put into words. */
export type MailContent =
  | { readonly kind: 'sign-up-code'; readonly code: string; readonly expiresAt: number }
  | { readonly kind: 'email-code'; readonly code: string; readonly expiresAt: number }
  | {
      readonly kind: 'contact-invitation';
      /** Who invites: the name they go by, and the address of their account. */
      readonly name: string;
      readonly email: string;
      readonly expiresAt: number;
    }
  | {
      readonly kind: 'recovery-link';
      /** `hfl_…` */
      readonly link: string;
      readonly expiresAt: number;
      /** Support began it, not a browser. */
      readonly bySupport: boolean;
    }
  | {
      readonly kind: 'take-back-link';
      /** `hfl_…` */
      readonly link: string;
      readonly expiresAt: number;
    }
  | {
      readonly kind: 'address-changed';
      /** `hfc_…` */
      readonly link: string;
      readonly until: number;
      /** The mailbox was replaced before, and the address that took its place is replaced now. */
      readonly again?: boolean;
    }
  | { readonly kind: 'account-erased'; readonly at: number }
  | {
      readonly kind: 'alert';
      readonly event: AuditEventRow;
      readonly protectedAccount: boolean;
      /** The recovery that a contact is asked about: it is not of their account, so there is nothing to disown. */
      readonly asks?: { readonly contactId: ContactId; readonly holdId: HoldId };
      readonly particulars?: Particulars;
      /** For a channel that ended with it: it is delivered there all the same. */
      readonly isLast?: true;
    };

export interface QueuedMail {
  readonly to: string;
  readonly content: MailContent;
}

export const OUTBOX_PURPOSE = 'outbox';

export function sendMail(
  deps: { readonly keyRing: KeyRing; readonly random: Random },
  tx: Tx,
  mail: QueuedMail & { readonly accountId: AccountId | null; readonly now: number; readonly rank?: Rank },
): AlertId {
  const { to, content } = mail;
  const id = makeOrderedId('alrt', mail.now, deps.random.rising(mail.now));
  insertOutbox(tx, {
    id,
    account_id: mail.accountId,
    channel: 'mail',
    channel_id: null,
    rank: mail.rank ?? (content.kind === 'alert' ? alertRank(content) : RANK.asked),
    event_id: content.kind === 'alert' ? content.event.id : null,
    created_at: mail.now,
    payload_sealed: deps.keyRing.seal(OUTBOX_PURPOSE, JSON.stringify({ to, content } satisfies QueuedMail)),
  });
  return id;
}
