// A key as Chromium's own virtual authenticator: it can be plugged in, pulled out, and carried to another browser.

import type { CDPSession } from 'playwright-core';

const residentsOf = async (cdp: CDPSession, authenticatorId: string) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

/**
 * Touched as soon as something asks it. It has to be plugged in before it is asked: to a request that waits already, a
 * key that is plugged in looks empty.
 */
export class VirtualKey {
  /** `internal`: built into its computer. `usb`: a security key. */
  readonly transport: 'internal' | 'usb';
  #residents: Awaited<ReturnType<typeof residentsOf>> = [];
  #plug: { readonly cdp: CDPSession; readonly id: string } | null = null;

  constructor(transport: 'internal' | 'usb') {
    this.transport = transport;
  }

  /** `cdp`: of a page where WebAuthn is enabled. */
  async plugInto(cdp: CDPSession): Promise<void> {
    await this.#pull();
    const options = {
      protocol: 'ctap2',
      transport: this.transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as const;
    const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    for (const credential of this.#residents) {
      await cdp.send('WebAuthn.addCredential', { authenticatorId: id, credential });
    }
    this.#plug = { cdp, id };
  }

  /** Pulls it out there; nothing happens where it has been carried elsewhere meanwhile. */
  async pullFrom(cdp: CDPSession): Promise<void> {
    if (this.#plug?.cdp === cdp) await this.#pull();
  }

  async #pull(): Promise<void> {
    if (!this.#plug) return;
    const { cdp, id } = this.#plug;
    this.#plug = null;
    this.#residents = await residentsOf(cdp, id);
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id });
  }

  /** What it no longer does when its holder's finger, face or PIN is not known to it. */
  async refuseEverybody(): Promise<void> {
    if (!this.#plug) throw new Error('only a key that is plugged in can be asked');
    const { cdp, id } = this.#plug;
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
  }
}
