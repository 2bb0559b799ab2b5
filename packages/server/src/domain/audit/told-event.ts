// An event as an export tells it: flat, spelled like the log's entries, with its personal parts where they were not erased.

export interface ToldEvent {
  readonly id: string;
  /** Its place in the sealed log. */
  readonly position: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly operation: string;
  readonly outcome: 'done' | 'refused';
  readonly reason: string | null;
  readonly actor: 'holder' | 'stranger' | 'system' | 'client' | 'staff';
  readonly account: string | null;
  readonly session: string | null;
  readonly credential: string | null;
  readonly ip: string | null;
  /** ISO 3166-1 alpha-2, judged from the address. */
  readonly country: string | null;
  readonly device: string | null;
  readonly userAgent: string | null;
  readonly request: string | null;
  readonly subject: string | null;
  readonly keyName: string | null;
  /** When a waiting change takes effect; milliseconds since the epoch. */
  readonly effectiveAt: number | null;
}

/** Names that stand in every export, in this order. */
export const TOLD = [
  'id',
  'position',
  'at',
  'operation',
  'outcome',
  'reason',
  'actor',
  'account',
  'session',
  'credential',
  'ip',
  'country',
  'device',
  'userAgent',
  'request',
  'subject',
  'keyName',
  'effectiveAt',
] as const satisfies readonly (keyof ToldEvent)[];
