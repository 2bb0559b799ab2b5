// What the server runs on, validated, complete and frozen. Nothing in it is secret.

export interface Config {
  readonly mode: 'development' | 'production';
  /** Origin without a slash at the end: 'https://account.example.com'. */
  readonly publicUrl: string;
  readonly host: string;
  readonly port: number;
  readonly managementHost: string;
  readonly managementPort: number;
  /** Names that the management port answers to, beside addresses and localhost. */
  readonly managementNames: readonly string[];
  /** Addresses and CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** Asked for the names of webhooks, push services, witnesses and metadata; empty for the system's. */
  readonly dnsServers: readonly string[];
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Absolute. */
  readonly dataDir: string;
  readonly database:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly connectionsMax: number };
  readonly mail: {
    readonly from: string;
    /** Where mail goes: the SMTP server in the secrets, or development's mailbox page. */
    readonly by: 'smtp' | 'mailbox';
  };
  readonly platformName: string;
  readonly helpUrl: string | null;
  readonly signUp: 'open' | 'closed';
  readonly rpId: string;
  readonly relatedOrigins: readonly string[];
  /** A path, or an https URL. */
  readonly metadataBlob: string | null;
  /** Lets webhooks go to this machine and by http, for whoever builds a receiver. Development only. */
  readonly webhooksToLoopback: boolean;
  /** Who cosigns the sealed log's heads. */
  readonly witnesses: readonly { readonly name: string; readonly key: string; readonly url: string }[];
  /** In days; null without limit. */
  readonly retention: {
    readonly particularsDays: number | null;
    readonly sessionDays: number;
    readonly deliveredDays: number;
    readonly undeliveredDays: number;
    readonly webhookLogDays: number;
  };
  readonly policy: {
    readonly defaultTier: 'standard' | 'advanced';
    readonly sessions: Readonly<
      Record<'standard' | 'advanced' | 'hardware', { readonly idleSeconds: number; readonly absoluteSeconds: number }>
    >;
    readonly stepUpSecondsMax: number;
  };
}
