// How the hosts of receivers answer lately, as far as this process knows: each process learns it by itself, and a restart forgets it.

import { afterTimeout, isResting, type Waits } from '../../domain/alert/host-rest.ts';

/** More than answer badly at any one time; the one that was heard of longest ago is forgotten first. */
const HOSTS_MAX = 10_000;

export class ReceiverHosts {
  readonly #waits = new Map<string, Waits>();

  isResting(hostKey: string, now: number): boolean {
    const waits = this.#waits.get(hostKey);
    return waits !== undefined && isResting(waits, now);
  }

  /** It answers: whatever came before is over. */
  answered(hostKey: string): void {
    this.#waits.delete(hostKey);
  }

  timedOut(hostKey: string, now: number): void {
    const waits = afterTimeout(this.#waits.get(hostKey) ?? null, now);
    this.#waits.delete(hostKey);
    this.#waits.set(hostKey, waits);
    const [oldest] = this.#waits.keys();
    if (this.#waits.size > HOSTS_MAX && oldest !== undefined) this.#waits.delete(oldest);
  }
}
