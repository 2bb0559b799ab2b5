// A browser as push services know it: keys of its own, and what it reads with them by an implementation that is not ours.

import { createECDH } from 'node:crypto';
import ece from 'http_ece';
import type { PushKeys } from '../../packages/server/src/platform/push-message.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';

export interface PushBrowser {
  readonly keys: PushKeys;
  /** @throws when the message is not for this browser. */
  read(body: Buffer): string;
}

export function makePushBrowser(): PushBrowser {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const auth = Buffer.from(systemRandom.bytes(16)).toString('base64url');
  return {
    keys: { p256dh: pair.getPublicKey('base64url'), auth },
    read: (body) => ece.decrypt(body, { version: 'aes128gcm', privateKey: pair, authSecret: auth }).toString('utf8'),
  };
}
