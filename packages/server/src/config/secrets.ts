// What must never be printed, apart from the Config and guarded against every usual way of printing.

import { inspect } from 'node:util';

export interface SecretVersion {
  readonly version: string;
  readonly secret: Uint8Array;
}

export interface SecretValues {
  /** The first makes new things, every one still checks. */
  readonly keyRing: readonly SecretVersion[];
  readonly smtpUrl: string | null;
  /** Holds a password; null for SQLite. */
  readonly databaseUrl: string | null;
}

const HIDDEN = '[secrets]';

/** Logs, JSON, string templates and the inspector all show a placeholder. */
export class Secrets implements SecretValues {
  readonly #values: SecretValues;

  constructor(values: SecretValues) {
    this.#values = values;
    Object.freeze(this);
  }

  get keyRing(): readonly SecretVersion[] {
    return this.#values.keyRing;
  }

  get smtpUrl(): string | null {
    return this.#values.smtpUrl;
  }

  get databaseUrl(): string | null {
    return this.#values.databaseUrl;
  }

  toJSON(): string {
    return HIDDEN;
  }

  toString(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
