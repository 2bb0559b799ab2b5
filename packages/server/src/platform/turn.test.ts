import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { turn } from './turn.ts';

it('what came in from the network is heard before the next step', async () => {
  const heard: string[] = [];
  const server = createServer((socket) => socket.on('data', (bytes) => void heard.push(String(bytes))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as { port: number }).port, '127.0.0.1');
  await once(client, 'connect');
  client.write('asked meanwhile');
  for (let steps = 0; heard.length === 0; steps++) {
    if (steps > 100_000) throw new Error('nobody was heard between the steps');
    await turn();
  }
  expect(heard).toEqual(['asked meanwhile']);
  client.destroy();
  server.close();
});
