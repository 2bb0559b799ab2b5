// Doors to the browsers with notifications.

import { listBrowsers } from '../app/push/list.ts';
import { readPublicKey } from '../app/push/public-key.ts';
import { sendPushTest } from '../app/push/send-test.ts';
import { subscribe } from '../app/push/subscribe.ts';
import { unsubscribe } from '../app/push/unsubscribe.ts';
import type { ChannelId } from '../domain/id.ts';
import { type Doors, holderDoor } from './door.ts';

const which = ({ channelId }: { readonly channelId: string }) => ({ channelId: channelId as ChannelId });

export function pushDoors(doors: Doors): void {
  const { deps } = doors;
  holderDoor(doors, 'push.public-key', () => readPublicKey(deps));
  holderDoor(doors, 'push.list', ({ caller }) => listBrowsers(deps, caller));
  holderDoor(doors, 'push.subscribe', ({ caller, body }) => subscribe(deps, caller, body));
  holderDoor(doors, 'push.unsubscribe', ({ caller, params }) => unsubscribe(deps, caller, which(params)));
  holderDoor(doors, 'push.test', ({ caller, params }) => sendPushTest(deps, caller, which(params)));
}
