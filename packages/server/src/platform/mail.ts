// Sends mail: to an SMTP server, or in development into a mailbox that a page shows.

import type { Transporter } from 'nodemailer';
import { isLoopback } from './network.ts';

export interface Mail {
  /** Stable over retries: letters, digits, `_` and `-`. The Message-ID is made from it. */
  readonly id: string;
  /** One bare address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Resolves when the server took the mail over; rejects otherwise, and the outbox tries again. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

export interface SmtpSettings {
  /** smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465. A secret. */
  readonly url: string;
  /** 'Holdfast <security@example.com>' */
  readonly from: string;
}

/** The library reads lists, groups and comments (RFC 5322 §3.4) in an address: each could make a second recipient. */
const ONE_ADDRESS = /^[^\s,;:<>()[\]"\\@]+@[^\s,;:<>()[\]"\\@]+$/;
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** A mail takes some five round trips: with a mail server that is far away, connections are what limits a storm of alerts. */
const CONNECTIONS_MAX = 5;

/** TLS is required, with a valid certificate, unless the server is this very machine. Nothing is loaded before the first mail. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  let transporter: Promise<Transporter> | undefined;

  return {
    async send(mail) {
      if (!ONE_ADDRESS.test(mail.to)) throw new Error('a mail goes to one bare address');
      transporter ??= openTransporter(settings.url);
      const { address, domain } = senderOf(settings.from);
      await (await transporter).sendMail({
        messageId: `<${mail.id}@${domain}>`,
        from: settings.from,
        to: { name: '', address: mail.to },
        envelope: { from: address, to: [mail.to] },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        // RFC 3834 §5: no out-of-office notes in return.
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close() {
      transporter?.then((open) => open.close()).catch(() => {});
    },
  };
}

/** Resolves when the server would take a mail: it answers, and lets us in. Sends none. */
export async function checkSmtp(url: string): Promise<void> {
  const transporter = await openTransporter(url);
  try {
    await transporter.verify();
  } finally {
    transporter.close();
  }
}

async function openTransporter(url: string): Promise<Transporter> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const { createTransport } = await import('nodemailer');
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const local = isLoopback(host) || host === 'localhost';
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !local,
    ignoreTLS: local,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
}

function senderOf(from: string): { readonly address: string; readonly domain: string } {
  const address = (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim();
  return { address, domain: address.slice(address.lastIndexOf('@') + 1) };
}

export interface Mailbox extends Mailer {
  /** The newest first. */
  list(): readonly Mail[];
}

const MAILBOX_MAX = 100;

/** Keeps the last hundred mails in memory. For development alone: whoever reads it reads everybody's mail. */
export function mailboxMailer(): Mailbox {
  const mails: Mail[] = [];
  return {
    async send(mail) {
      const again = mails.findIndex((kept) => kept.id === mail.id);
      if (again >= 0) mails.splice(again, 1);
      mails.unshift(mail);
      mails.length = Math.min(mails.length, MAILBOX_MAX);
    },
    list: () => [...mails],
    close() {},
  };
}
