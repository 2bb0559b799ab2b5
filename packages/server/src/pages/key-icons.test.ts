import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import type { MetadataSource } from '../webauthn/metadata/metadata-source.ts';
import { pngOf, serveKeyIcons } from './key-icons.ts';

// One transparent pixel.
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const KNOWN = 'ee882879-721c-4913-9775-3dfcce97072a';

const metadata: MetadataSource = {
  no: 1,
  nextUpdate: 0,
  stale: false,
  find: (aaguid) =>
    aaguid === KNOWN ? { description: 'K', icon: `data:image/png;base64,${PIXEL}`, roots: [], statuses: [] } : null,
};

async function answerTo(path: string) {
  const server = Fastify();
  serveKeyIcons(server, { metadata: () => metadata });
  const answer = await server.inject(path);
  await server.close();
  return answer;
}

describe('the picture of a key model', () => {
  it('is served as an image and as nothing else', async () => {
    const answer = await answerTo(`/key-icons/${KNOWN}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.rawPayload.toString('base64')).toBe(PIXEL);
  });

  it('is not found for a model without one', async () => {
    expect((await answerTo('/key-icons/00000000-0000-0000-0000-000000000000')).statusCode).toBe(404);
  });

  it('is refused where it is not plainly a PNG, whatever it is called', () => {
    expect(pngOf(null)).toBeNull();
    expect(pngOf('data:image/svg+xml;base64,PHN2Zy8+')).toBeNull();
    expect(pngOf(`data:image/png;base64,${Buffer.from('<svg/>').toString('base64')}`)).toBeNull();
    expect(pngOf('data:text/html,hello')).toBeNull();
  });
});
