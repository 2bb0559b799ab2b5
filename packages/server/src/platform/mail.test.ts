import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import PostalMime, { type Email } from 'postal-mime';
import { afterEach, describe, expect, it } from 'vitest';
import { type Mail, type Mailer, mailboxMailer, smtpMailer } from './mail.ts';

interface SmtpServer {
  listen(port: number, host: string): { address(): AddressInfo };
  server: NodeJS.EventEmitter & { address(): AddressInfo };
  close(done: () => void): void;
}

const { SMTPServer } = createRequire(import.meta.url)('smtp-server') as {
  SMTPServer: new (options: Record<string, unknown>) => SmtpServer;
};

interface Received {
  readonly email: Email;
  readonly recipients: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
}

interface Envelope {
  readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
  readonly user?: string;
  readonly secure: boolean;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real SMTP server on a free port, keeping what it took over. */
async function startServer(options: Record<string, unknown> = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (
      auth: { username: string; password: string },
      _session: unknown,
      done: (error: Error | null, answer?: unknown) => void,
    ) => (auth.password === 'p@ss/word' ? done(null, { user: auth.username }) : done(new Error('wrong password'))),
    async onData(stream: Readable, session: Envelope, done: (error?: Error) => void) {
      const email = await PostalMime.parse(Buffer.concat(await stream.toArray()));
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ email, recipients, user: session.user, secure: session.secure });
      done();
    },
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { port: server.server.address().port, received };
}

function mailer(url: string, from = 'Acme Security <security@acme.example>'): Mailer {
  const made = smtpMailer({ url, from });
  closers.unshift(async () => made.close());
  return made;
}

const MAIL: Mail = {
  id: 'alrt_01hx',
  to: 'ada@example.com',
  subject: 'New sign-in — Zürich',
  text: 'Somebody signed in.',
  html: '<p>Somebody signed in.</p>',
};

describe('mail by SMTP', () => {
  it('arrives as it was written, from the configured sender', async () => {
    const { port, received } = await startServer();
    await mailer(`smtp://127.0.0.1:${port}`).send(MAIL);
    expect(received).toHaveLength(1);
    expect(received[0]?.email).toMatchObject({
      subject: 'New sign-in — Zürich',
      from: { name: 'Acme Security', address: 'security@acme.example' },
      to: [{ address: 'ada@example.com' }],
    });
    expect(received[0]?.email.text?.trim()).toBe('Somebody signed in.');
    expect(received[0]?.email.html?.trim()).toBe('<p>Somebody signed in.</p>');
  });

  it('carries a Message-ID made from its id, so that a second delivery is known as the same', async () => {
    const { port, received } = await startServer();
    const { send } = mailer(`smtp://127.0.0.1:${port}`);
    await send(MAIL);
    await send(MAIL);
    expect(received.map(({ email }) => email.messageId)).toEqual(Array(2).fill('<alrt_01hx@acme.example>'));
  });

  it('asks for no automatic answers', async () => {
    const { port, received } = await startServer();
    await mailer(`smtp://127.0.0.1:${port}`).send(MAIL);
    const header = received[0]?.email.headers.find(({ key }) => key === 'auto-submitted');
    expect(header?.value).toBe('auto-generated');
  });

  it('signs in with the user and password of the URL', async () => {
    const { port, received } = await startServer({ authOptional: false });
    await mailer(`smtp://acme:p%40ss%2Fword@127.0.0.1:${port}`).send(MAIL);
    expect(received[0]?.user).toBe('acme');
    await expect(mailer(`smtp://acme:wrong@127.0.0.1:${port}`).send(MAIL)).rejects.toThrow();
    expect(received).toHaveLength(1);
  });

  it('goes to one recipient, whatever the address holds', async () => {
    const { port, received } = await startServer();
    const { send } = mailer(`smtp://127.0.0.1:${port}`);
    for (const to of [
      'ada@example.com, eve@example.com',
      'ada@example.com>\r\nRCPT TO:<eve@example.com',
      'Ada: eve@example.com, ada@example.com;',
      '<eve@example.com>',
      'ada@example.com (x) eve@example.com',
      'ada@example.com eve@example.com',
      '',
    ]) {
      await expect(send({ ...MAIL, to })).rejects.toThrow('one bare address');
    }
    await send({ ...MAIL, to: "o'brien+alerts@sub.example.com" });
    expect(received.map(({ recipients }) => recipients)).toEqual([["o'brien+alerts@sub.example.com"]]);
  });

  it('cannot gain a header by its subject', async () => {
    const { port, received } = await startServer();
    await mailer(`smtp://127.0.0.1:${port}`).send({ ...MAIL, subject: 'Hello\r\nBcc: eve@example.com' });
    expect(received[0]?.email.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(received[0]?.recipients).toEqual(['ada@example.com']);
  });

  it('is not sent in the clear to another machine', async () => {
    const { port, received } = await startServer();
    await expect(mailer(`smtp://0.0.0.0:${port}`).send(MAIL)).rejects.toThrow();
    expect(received).toEqual([]);
  });

  it('is not sent to another machine whose certificate proves nothing', async () => {
    const { port, received } = await startServer({ disabledCommands: [] });
    await expect(mailer(`smtp://0.0.0.0:${port}`).send(MAIL)).rejects.toThrow();
    expect(received).toEqual([]);
  });

  it('fails when the server refuses or cannot be reached, so that it is tried again', async () => {
    const full = await startServer({
      onData: (stream: Readable, _session: unknown, done: (error: Error) => void) => {
        stream.resume().on('end', () => done(Object.assign(new Error('mailbox full'), { responseCode: 452 })));
      },
    });
    await expect(mailer(`smtp://127.0.0.1:${full.port}`).send(MAIL)).rejects.toThrow('mailbox full');
    await expect(mailer('smtp://127.0.0.1:1').send(MAIL)).rejects.toThrow();
  });
});

describe("development's mailbox", () => {
  it('lists the newest first and keeps a hundred', async () => {
    const mailbox = mailboxMailer();
    for (let i = 0; i < 105; i += 1) await mailbox.send({ ...MAIL, id: `alrt_${i}` });
    expect(mailbox.list()).toHaveLength(100);
    expect(mailbox.list()[0]?.id).toBe('alrt_104');
    expect(mailbox.list().at(-1)?.id).toBe('alrt_5');
  });

  it('shows a mail that was delivered twice once', async () => {
    const mailbox = mailboxMailer();
    await mailbox.send(MAIL);
    await mailbox.send(MAIL);
    expect(mailbox.list()).toEqual([MAIL]);
  });
});
