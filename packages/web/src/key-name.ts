// What a new key is called until its holder names it: by what it is, and by the device it is made on.
import type { Body } from '@holdfast/contract';

type Attestation = Body<'credential.add'>['response'];

export type KeyKind = 'security-key' | 'phone' | 'mac' | 'windows' | 'iphone' | 'ipad' | 'android' | 'linux' | 'other';

/** What kind of thing answered. `userAgent` is the browser's own, for keys that live in this device. */
export function kindOfKey(made: Attestation, userAgent: string): KeyKind {
  const transports = made.response.transports ?? [];
  if (made.authenticatorAttachment === 'cross-platform')
    return transports.includes('hybrid') ? 'phone' : 'security-key';
  return kindOfDevice(userAgent);
}

/** What kind of device this browser runs on. */
export function kindOfDevice(userAgent: string): KeyKind {
  if (/iPhone/.test(userAgent)) return 'iphone';
  if (/iPad/.test(userAgent)) return 'ipad';
  if (/Android/.test(userAgent)) return 'android';
  if (/Macintosh/.test(userAgent)) return 'mac';
  if (/Windows/.test(userAgent)) return 'windows';
  return /Linux|CrOS/.test(userAgent) ? 'linux' : 'other';
}

/** The name, numbered where another key bears it already: "Security key 2". */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) free = `${name} ${number}`;
  return free;
}
