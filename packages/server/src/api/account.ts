// Doors to the account itself: what it is, its name, its address, its password and authenticator app.

import { deleteAccount } from '../app/account/delete.ts';
import { lockAccountNow, rehearseLock } from '../app/account/lock.ts';
import { readAccount } from '../app/account/read.ts';
import { renameAccount } from '../app/account/rename.ts';
import { makeBackupCodes } from '../app/backup-code/make.ts';
import { changeEmail, confirmEmail } from '../app/email/change.ts';
import { downloadData, exportData } from '../app/held/export.ts';
import { answerQuestion } from '../app/incident/answer.ts';
import { readIncident } from '../app/incident/read.ts';
import { removePassword, setPassword } from '../app/password/change.ts';
import { beginTotp, confirmTotp, removeTotp } from '../app/totp/change.ts';
import { type Doors, fileDoor, holderDoor } from './door.ts';

export function accountDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'account.read', ({ caller }) => readAccount(deps, caller));
  holderDoor(doors, 'account.rename', ({ caller, body }) => renameAccount(deps, caller, body));
  holderDoor(doors, 'data.export', ({ caller }) => exportData(deps, caller));
  fileDoor(doors, 'data.download', ({ caller, query }) => downloadData(deps, caller, { ticket: query.ticket }));
  holderDoor(doors, 'account.delete', ({ caller }) => deleteAccount(deps, caller));
  holderDoor(doors, 'account.lock', async ({ caller, cookies }) => {
    const decision = await lockAccountNow(deps, caller);
    if (decision.allowed) cookies.endSession();
    return decision;
  });
  holderDoor(doors, 'account.rehearse-lock', ({ caller }) => rehearseLock(deps, caller));
  holderDoor(doors, 'incident.read', ({ caller }) => readIncident(deps, caller));
  holderDoor(doors, 'incident.answer', ({ caller, params }) => answerQuestion(deps, caller, params));
  holderDoor(doors, 'email.change', ({ caller, body }) => changeEmail(deps, caller, body));
  holderDoor(doors, 'email.confirm', ({ caller, body }) => confirmEmail(deps, caller, body));
  holderDoor(doors, 'password.set', ({ caller, body }) => setPassword(deps, caller, body));
  holderDoor(doors, 'password.remove', ({ caller }) => removePassword(deps, caller));
  holderDoor(doors, 'totp.begin', ({ caller }) => beginTotp(deps, caller));
  holderDoor(doors, 'totp.confirm', ({ caller, body }) => confirmTotp(deps, caller, body));
  holderDoor(doors, 'backup-code.make', ({ caller }) => makeBackupCodes(deps, caller));
  holderDoor(doors, 'totp.remove', ({ caller }) => removeTotp(deps, caller));
}
