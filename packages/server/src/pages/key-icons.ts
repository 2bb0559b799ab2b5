// Pictures of key models, from FIDO metadata: served from here, so that pages load nothing from elsewhere.

import type { FastifyInstance } from 'fastify';
import { KEY_ICON_ROUTE } from '../app/credential/key-icon-path.ts';
import type { Deps } from '../app/deps.ts';
import { sendProblem } from '../http/problem.ts';

const PNG_URL = /^data:image\/png;base64,([A-Za-z0-9+/]+={0,2})$/;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The picture's bytes; null for anything that is not plainly a PNG, whatever the metadata calls it. */
export function pngOf(icon: string | null): Buffer | null {
  const [, text] = PNG_URL.exec(icon ?? '') ?? [];
  const bytes = Buffer.from(text ?? '', 'base64');
  return bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE) ? bytes : null;
}

export function serveKeyIcons(server: FastifyInstance, deps: Pick<Deps, 'metadata'>): void {
  server.get<{ Params: { aaguid: string } }>(
    KEY_ICON_ROUTE,
    { config: { asset: 'a picture of a key model' } },
    (request, reply) => {
      const png = pngOf(deps.metadata()?.find(request.params.aaguid)?.icon ?? null);
      if (!png) return sendProblem(reply, 'not-found');
      return reply
        .header('cache-control', 'max-age=86400')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'")
        .header('cross-origin-resource-policy', 'same-origin')
        .type('image/png')
        .send(png);
    },
  );
}
