import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound, type OutboundError, type OutboundOptions } from './outbound.ts';

const LIMITS = { bytesMax: 1000, secondsMax: 5 };
const servers: Server[] = [];
const dripping: TcpServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  for (const server of dripping.splice(0)) server.close();
});

async function startServer(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function faultOf(url: string, options: OutboundOptions = {}, limits = LIMITS): Promise<string> {
  const error = await createOutbound(options)
    .get(url, limits)
    .catch((thrown: unknown) => thrown);
  return (error as OutboundError).fault;
}

const local = createOutbound({ allowLoopback: true });

describe('the outbound client', () => {
  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'nonsense',
    '',
    'https://',
  ])('fetches https alone: not %j', async (url) => expect(await faultOf(url)).toBe('url'));

  it('sends no password of a URL', async () => {
    expect(await faultOf('https://user:secret@example.com/')).toBe('url');
  });

  it.each([
    ...[
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
    ],
    ...['https://169.254.169.254/latest/meta-data', 'https://10.0.0.1/', 'https://192.168.1.1/', 'https://0.0.0.0/'],
    ...['https://[fd00::1]/', 'https://[fe80::1]/', 'https://[64:ff9b::a00:1]/', 'https://localhost/'],
  ])('does not reach into our own network: %s', async (url) => expect(await faultOf(url)).toBe('address'));

  it('does not reach a name when one of its addresses is ours', async () => {
    const resolve = async () => ['8.8.8.8', '10.0.0.1'];
    expect(await faultOf('https://mixed.example/', { resolve })).toBe('address');
  });

  it('lets this machine through when told so, and still no other of our network', async () => {
    const port = await startServer((_request, response) => response.end('here'));
    expect(Buffer.from(await local.get(`http://127.0.0.1:${port}/`, LIMITS)).toString()).toBe('here');
    expect(await faultOf('https://10.0.0.1/', { allowLoopback: true })).toBe('address');
    expect(await faultOf('http://8.8.8.8/', { allowLoopback: true })).toBe('address');
  });

  it('looks a name up once and connects to the vetted address: a second answer changes nothing', async () => {
    const port = await startServer((request, response) => response.end(request.headers.host));
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const resolve = async () => answers.shift() ?? [];
    const { get } = createOutbound({ allowLoopback: true, resolve });
    const body = await get(`http://pinned.example:${port}/`, LIMITS);
    expect(Buffer.from(body).toString()).toBe(`pinned.example:${port}`);
    expect(answers).toEqual([['10.0.0.1']]);
  });

  it('says so when a name has no address', async () => {
    expect(await faultOf('https://missing.invalid/', { resolve: async () => [] })).toBe('name');
    expect(await faultOf('https://missing.invalid/', { resolve: () => Promise.reject(new Error('ENOTFOUND')) })).toBe(
      'name',
    );
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const port = await startServer((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await faultOf(`http://127.0.0.1:${port}/`, { allowLoopback: true })).toBe('redirect');
    expect(asked).toBe(1);
  });

  it('reads no more than it was told, announced or not', async () => {
    const port = await startServer((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(400)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await faultOf(`http://127.0.0.1:${port}/`, { allowLoopback: true })).toBe('size');
    const exact = await startServer((_request, response) => response.end('x'.repeat(1000)));
    expect(await local.get(`http://127.0.0.1:${exact}/`, LIMITS)).toHaveLength(1000);
  });

  it('waits no longer than it was told, be it for the name, the answer or its end', async () => {
    const limits = { bytesMax: 1000, secondsMax: 0.2 };
    const silent = await startServer(() => {});
    const slow = await startServer((_request, response) => response.write('x'));
    expect(await faultOf(`http://127.0.0.1:${silent}/`, { allowLoopback: true }, limits)).toBe('time');
    expect(await faultOf(`http://127.0.0.1:${slow}/`, { allowLoopback: true }, limits)).toBe('time');
    expect(await faultOf('https://slow.example/', { resolve: () => new Promise(() => {}) }, limits)).toBe('time');
  });

  it('ends an attempt whose answer never ends, be it in its headers or in its body', async () => {
    const drip = (head: string) => {
      const server = createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.write(head);
        const timer = setInterval(() => socket.write('x'), 5);
        socket.on('close', () => clearInterval(timer));
      });
      dripping.push(server);
      server.listen(0, '127.0.0.1');
      return once(server, 'listening').then(() => (server.address() as AddressInfo).port);
    };
    const limits = { bytesMax: 1_000_000, secondsMax: 0.2 };
    for (const head of ['HTTP/1.1 200 OK\r\nx-long: ', 'HTTP/1.1 200 OK\r\ncontent-length: 900000\r\n\r\n', '']) {
      const url = `http://127.0.0.1:${await drip(head)}/`;
      // A status line of nothing but x is no HTTP, and is known at once.
      expect(await faultOf(url, { allowLoopback: true }, limits), head).toBe(head === '' ? 'connection' : 'time');
    }
  });

  it('takes nothing compressed, which could grow beyond the limit', async () => {
    const port = await startServer((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    );
    expect(await faultOf(`http://127.0.0.1:${port}/`, { allowLoopback: true })).toBe('encoding');
  });

  it('takes no answer that breaks off for a whole one', async () => {
    const port = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('x', () => response.destroy());
    });
    expect(await faultOf(`http://127.0.0.1:${port}/`, { allowLoopback: true })).toBe('connection');
    expect(await faultOf('http://127.0.0.1:1/', { allowLoopback: true })).toBe('connection');
  });

  it('gets the body of a 200 alone', async () => {
    const port = await startServer((_request, response) => response.writeHead(404).end('none'));
    expect(await faultOf(`http://127.0.0.1:${port}/`, { allowLoopback: true })).toBe('status');
  });

  it('posts a body with its headers and gives back status, headers and body', async () => {
    const port = await startServer(async (request, response) => {
      const chunks = await request.toArray();
      response.writeHead(410, { 'x-seen': `${request.method} ${request.headers['webhook-id']}` });
      response.end(Buffer.concat(chunks));
    });
    const answer = await local.request(`http://127.0.0.1:${port}/hook`, {
      ...LIMITS,
      method: 'POST',
      headers: { 'webhook-id': 'msg_1' },
      body: '{"a":1}',
    });
    expect(answer.status).toBe(410);
    expect(answer.headers['x-seen']).toBe('POST msg_1');
    expect(Buffer.from(answer.body).toString()).toBe('{"a":1}');
  });

  it('takes the status without a byte of the body where that is all it wants', async () => {
    const port = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write('x'.repeat(5000));
    });
    const asked = { bytesMax: 0, secondsMax: 5, method: 'POST', body: '{}', headOnly: true } as const;
    const answer = await local.request(`http://127.0.0.1:${port}/`, asked);
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    const moved = await startServer((_request, response) => response.writeHead(307, { location: '/else' }).end());
    await expect(local.request(`http://127.0.0.1:${moved}/`, asked)).rejects.toMatchObject({ fault: 'redirect' });
  });

  it('says beforehand whether it would ask an address at all, and connects to nothing for that', async () => {
    let asked = 0;
    const port = await startServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await local.vet(`http://127.0.0.1:${port}/`, 5);
    expect(asked).toBe(0);
    const resolve = async (name: string) => (name === 'public.example' ? ['8.8.8.8'] : ['10.0.0.1']);
    const abroad = createOutbound({ resolve });
    await abroad.vet('https://public.example/hook', 5);
    await expect(abroad.vet('https://inside.example/hook', 5)).rejects.toMatchObject({ fault: 'address' });
    await expect(abroad.vet('http://public.example/hook', 5)).rejects.toMatchObject({ fault: 'url' });
    const silent = createOutbound({ resolve: () => new Promise(() => {}) });
    await expect(silent.vet('https://slow.example/', 0.1)).rejects.toMatchObject({ fault: 'time' });
  });
});
