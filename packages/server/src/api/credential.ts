// Doors to the account's keys.

import { addCredential, addCredentialOptions } from '../app/credential/add.ts';
import { listAccountCredentials } from '../app/credential/list.ts';
import { removeCredential } from '../app/credential/remove.ts';
import { renameCredential } from '../app/credential/rename.ts';
import { suspendAccountCredential } from '../app/credential/suspend.ts';
import { bringBackKey, confirmKey } from '../app/credential/vouch.ts';
import type { CredentialId } from '../domain/id.ts';
import { type Doors, holderDoor, renewed } from './door.ts';

export function credentialDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'credential.list', ({ caller }) => listAccountCredentials(deps, caller));
  holderDoor(doors, 'credential.add-options', ({ caller, body }) => addCredentialOptions(deps, caller, body));
  holderDoor(doors, 'credential.add', async ({ caller, body, cookies }) =>
    renewed(await addCredential(deps, caller, body), cookies),
  );
  holderDoor(doors, 'credential.rename', ({ caller, params, body }) =>
    renameCredential(deps, caller, { credentialId: params.credentialId as CredentialId, nickname: body.nickname }),
  );
  holderDoor(doors, 'credential.remove', ({ caller, params }) =>
    removeCredential(deps, caller, { credentialId: params.credentialId as CredentialId }),
  );
  holderDoor(doors, 'credential.suspend', ({ caller, params }) =>
    suspendAccountCredential(deps, caller, { credentialId: params.credentialId as CredentialId }),
  );
  holderDoor(doors, 'credential.bring-back', ({ caller, params }) =>
    bringBackKey(deps, caller, { credentialId: params.credentialId as CredentialId }),
  );
  holderDoor(doors, 'credential.confirm', ({ caller, params }) =>
    confirmKey(deps, caller, { credentialId: params.credentialId as CredentialId }),
  );
}
