// Story A.9: a stranger (T) who knows the holder's (H's) address, and has as many networks as a hosting company gives, keeps
// trying wrong recovery keys and case secrets. H, with both secrets, never waits for T: not to begin, to return or to practise.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCaseSecret } from '../../packages/server/src/domain/recovery/case-secret.ts';
import { makeRecoveryKey } from '../../packages/server/src/domain/recovery/recovery-key.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { protectedPerson, signIn } from '../support/people.ts';
import { beginRecovery, comeBack } from '../support/recovery-steps.ts';

const HOUR_MS = 3_600_000;
const HOME = '2001:db8:9:1::1';

describeOnBothServers(
  'a stranger who fills counters',
  (running) => {
    /** Wrong ones of both kinds, from H's own network and a few from others: H's is filled. @returns what they were answered. */
    const round = async (email: string, requests: number): Promise<string[]> => {
      const codes: string[] = [];
      for (let n = 0; n < requests; n++) {
        const stranger = new BrowserLike(running().url, {
          'x-forwarded-for': n % 10 === 9 ? `2001:db8:7:${n}::1` : HOME,
        });
        const recoveryKey = makeRecoveryKey(randomBytes(26));
        codes.push((await stranger.refused('recovery.begin', { body: { email, recoveryKey } })).code);
        const caseSecret = makeCaseSecret(randomBytes(18));
        codes.push((await stranger.refused('recovery.read', { body: { caseSecret } })).code);
      }
      return codes;
    };

    it('does not hold H up at any moment of a recovery, from another network or from H’s own', async () => {
      const server = running();
      const holder = await protectedPerson(server, 'counted@example.org');
      const home = new BrowserLike(server.url, { 'x-forwarded-for': HOME });
      const codes = await round(holder.email, 75);
      const { proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]], home);
      codes.push(...(await round(holder.email, 75)));
      // T is held up, or it would show nothing.
      expect(codes).toContain('request.throttled');
      server.clock.advance(72 * HOUR_MS);
      await round(holder.email, 75);
      await comeBack(server, home, proofs);
      // All those wrong keys left a record of twenty in each six hours at most: nothing of H's drowns in them.
      const { events } = await home.call('activity.list', undefined, undefined, { show: 'everything' });
      const tried = events.filter(({ operation, outcome }) => operation === 'recovery.begin' && outcome === 'refused');
      expect(tried.length).toBeLessThanOrEqual(40);
    }, 120_000);

    it('does not keep H from a drill with what H’s own session has typed wrongly', async () => {
      const server = running();
      const holder = await protectedPerson(server, 'drill@example.org');
      const thief = await signIn(server, holder.deskKey);
      for (let n = 0; n < 25; n++) {
        await thief.refused('recovery-key.test', { body: { recoveryKey: makeRecoveryKey(randomBytes(26)) } });
      }
      const recoveryKey = holder.recoveryKeys[1] ?? '';
      expect(await holder.browser.call('recovery-key.test', { recoveryKey })).toMatchObject({ ordinal: 2 });
    });
  },
  { env: { HOLDFAST_TRUSTED_PROXIES: '127.0.0.1' } },
);
