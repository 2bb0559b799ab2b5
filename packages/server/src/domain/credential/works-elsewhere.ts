// The cross-device rule: can this key open the account from another device than the one it was made on?

import type { Credential } from './credential.ts';

const ROAMING = new Set(['usb', 'nfc', 'ble', 'smart-card']);

export const isRoaming = (credential: Pick<Credential, 'attachment' | 'transports'>): boolean =>
  credential.attachment === 'cross-platform' || credential.transports.some((transport) => ROAMING.has(transport));

/** Roaming, usable over hybrid, or synced (product.md §1). Transports are the browser's word: they gate convenience, not entry. */
export function worksElsewhere(credential: Pick<Credential, 'attachment' | 'transports' | 'backupEligible'>): boolean {
  return credential.backupEligible || isRoaming(credential) || credential.transports.includes('hybrid');
}
