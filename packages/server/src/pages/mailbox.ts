// /dev/mailbox: in development, without SMTP, the mails that would have been sent. Production never registers it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Mail, Mailbox } from '../platform/mail.ts';

// The mails' own styles are inline, as mail is; this page shows their text only, so it needs no inline style itself.
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
} as const;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Links to this site become links; everything else stays text. */
const linked = (text: string, publicUrl: string): string =>
  escapeHtml(text).replace(
    new RegExp(`${escapeHtml(publicUrl).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[^\\s&<>]*`, 'g'),
    (url) => `<a href="${url}">${url}</a>`,
  );

const article = (mail: Mail, publicUrl: string): string => `<section class="ledger">
<div class="ledger-label"><h2>${escapeHtml(mail.to)}</h2></div>
<div class="ledger-body prose"><h3>${escapeHtml(mail.subject)}</h3><pre class="small mail-text">${linked(mail.text, publicUrl)}</pre></div>
</section>`;

export interface MailboxOptions {
  readonly mailbox: Mailbox;
  readonly publicUrl: string;
  /** Stylesheets of the built pages. */
  readonly styles: readonly string[];
}

export function serveMailbox(server: FastifyInstance, { mailbox, publicUrl, styles }: MailboxOptions): void {
  const send = (reply: FastifyReply, body: string) =>
    reply.headers(HEADERS).type('text/html; charset=utf-8').send(body);
  // A page elsewhere can give this machine's address a name of its own and then read what it shows (DNS rebinding).
  const ownName = new URL(publicUrl).host;
  const asset = {
    config: { asset: 'development’s mailbox' },
    onRequest: async (request: FastifyRequest, reply: FastifyReply) =>
      request.headers.host === ownName ? undefined : reply.callNotFound(),
  };
  server.get('/dev/mailbox', asset, (_request, reply) => {
    const mails = mailbox.list();
    const said =
      mails.length === 0 ? 'No mail yet.' : mails.length === 1 ? 'One mail.' : `${mails.length} mails, newest first.`;
    const links = styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('');
    return send(
      reply,
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Development mailbox</title>${links}</head>
<body><main class="page"><header class="page-head"><p class="eyebrow">Development only</p><h1>${said}</h1><p class="lede">No mail server is configured, so mail stays here, in memory. Anybody who can open this page can read it.</p></header>
${mails.map((mail) => article(mail, publicUrl)).join('\n')}</main></body></html>`,
    );
  });
  server.get('/dev/mailbox.json', asset, (_request, reply) => reply.headers(HEADERS).send({ mails: mailbox.list() }));
}
