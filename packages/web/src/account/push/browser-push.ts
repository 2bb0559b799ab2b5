// Notifications in this browser: whether it can, whether it may, and its subscription with its push service.
import type { Body } from '@holdfast/contract';

export type Subscription = Body<'push.subscribe'>;

/** The worker's file and all that it answers for. It needs no page of its own, so it is given the one where it is asked for. */
const WORKER = '/push-worker.js';
const SCOPE = '/alerts';

/** The browser's own words say no; or it lacks what it takes. */
export class PushFailure extends Error {
  override readonly name = 'PushFailure';
  readonly kind: 'denied' | 'dismissed' | 'no-service';
  constructor(kind: PushFailure['kind'], options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext;

export const isBlocked = (): boolean => canPush() && Notification.permission === 'denied';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The one script address that these pages ever hand to the browser as a string (Trusted Types §3.1.3). */
function workerUrl(): string {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };
  if (!trustedTypes) return WORKER;
  const rules = { createScriptURL: () => WORKER };
  return trustedTypes.createPolicy('holdfast-push-worker', rules).createScriptURL(WORKER);
}

async function registration(): Promise<ServiceWorkerRegistration> {
  const known = await navigator.serviceWorker.getRegistration(SCOPE);
  // A policy can be made once in the life of a page, and a worker that is there brings itself up to date.
  const found =
    known?.active || known?.installing || known?.waiting
      ? known
      : await navigator.serviceWorker.register(workerUrl(), { scope: SCOPE, updateViaCache: 'none' });
  await activated(found);
  return found;
}

/** Subscribing needs an active worker, and `ready` is for the page's own scope alone. */
async function activated({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const coming = installing ?? waiting;
  if (active || !coming) return;
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (coming.state === 'activated') resolve();
      if (coming.state === 'redundant') reject(new PushFailure('no-service'));
    };
    coming.addEventListener('statechange', look);
    look();
  });
}

const bytesOf = (base64Url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64Url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

const sameKey = (held: ArrayBuffer | null, key: Uint8Array): boolean =>
  held !== null && String(new Uint8Array(held)) === String(key);

/** Asks for leave and subscribes. To be called from a press, since browsers ask only then. @throws PushFailure */
export async function subscribeHere(publicKey: () => Promise<string>): Promise<Subscription> {
  const leave = await Notification.requestPermission();
  if (leave !== 'granted') throw new PushFailure(leave === 'denied' ? 'denied' : 'dismissed');
  const { pushManager } = await registration();
  const key = bytesOf(await publicKey());
  const held = await pushManager.getSubscription();
  // Made for another key, as after the server was set up anew: it would be refused for ever.
  if (held && !sameKey(held.options.applicationServerKey, key)) await held.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const made = await pushManager.subscribe(options).catch((cause: unknown) => {
    throw new PushFailure('no-service', { cause });
  });
  const { endpoint, keys } = made.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new PushFailure('no-service');
  return { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } };
}

/** Ends the subscription with the push service too. What fails here changes nothing: the server sends nothing more. */
export async function unsubscribeHere(): Promise<void> {
  if (!canPush()) return;
  try {
    const known = await navigator.serviceWorker.getRegistration(SCOPE);
    await (await known?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // The browser's push service is out of reach: its subscription is one that nobody sends to.
  }
}
