// SHA-256 over several parts, as if they were one.

import { hash } from 'node:crypto';

/** 32 bytes. */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => hash('sha256', Buffer.concat(parts), 'buffer');
