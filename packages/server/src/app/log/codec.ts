// How the log's texts become bytes, and bytes text.

import type { Codec } from '../../domain/audit/checkpoint.ts';

export const codec: Codec = {
  encode: (text) => Buffer.from(text, 'utf8'),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  bytes: (base64) => {
    const bytes = Buffer.from(base64, 'base64');
    return bytes.toString('base64') === base64 ? bytes : null;
  },
};
