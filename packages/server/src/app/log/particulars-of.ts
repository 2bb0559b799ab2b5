// The personal columns of an event, as its entry commits to them.

import type { Particulars } from '../../domain/audit/entry.ts';
import type { AuditEventRow } from '../../storage/tables.ts';

export const particularsOf = (event: AuditEventRow): Particulars => ({
  account: event.account_id,
  session: event.session_id,
  credential: event.credential_id,
  ip: event.ip,
  country: event.country_code,
  device: event.device,
  userAgent: event.user_agent,
  request: event.request_id,
  subject: event.subject,
  keyName: event.key_name,
});
