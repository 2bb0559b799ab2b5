// Story A.13: passwords are slow to hash on purpose, and whoever has an account may set one. Accounts that set passwords in
// a loop wait for each other: nobody who signs in or recovers waits behind them. What is counted is answers, not time.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeRecoveryKey, RECOVERY_KEY_RANDOM_BYTES } from '../../packages/server/src/domain/recovery/recovery-key.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { PASSWORD, personWithKey, personWithPassword } from '../support/people.ts';

const LOOPERS = 3;
const AT_ONCE = 20;
const ENTRANCES = 8;

describeOnBothServers(
  'settings in a loop',
  (running) => {
    let networks = 0;
    const elsewhere = () =>
      new BrowserLike(running().url, { 'x-forwarded-for': `2001:db8:${(++networks).toString(16)}::1` });
    const answerOf = async (sent: Promise<Response>) => {
      const response = await sent;
      return ((await response.json()) as { readonly code?: string }).code ?? response.status;
    };

    it('are turned away, while every sign-in and every recovery is answered', async () => {
      const server = running();
      const { email } = await personWithPassword(server, 'signs-in@example.org');
      const loops: Promise<string | number>[] = [];
      for (let looper = 0; looper < LOOPERS; looper++) {
        const { browser } = await personWithKey(server, `loops-${looper}@example.org`);
        for (let n = 0; n < AT_ONCE; n++) {
          const body = { password: `quite some long phrase of mine ${looper} ${n}` };
          loops.push(answerOf(browser.send('password.set', { body })));
        }
      }
      const entrances = Array.from({ length: ENTRANCES }, () => {
        const recoveryKey = makeRecoveryKey(randomBytes(RECOVERY_KEY_RANDOM_BYTES));
        return Promise.all([
          answerOf(elsewhere().send('sign-in.password', { body: { email, password: PASSWORD } })),
          answerOf(elsewhere().send('recovery.begin', { body: { email: 'nobody@example.org', recoveryKey } })),
        ]);
      });
      for (const answers of await Promise.all(entrances)) expect(answers).toEqual([200, 'recovery.refused']);
      // Of each account one is hashed and one waits: the rest is turned away at once.
      expect(new Set(await Promise.all(loops))).toEqual(new Set([200, 'server.unavailable']));
    });
  },
  { env: { HOLDFAST_TRUSTED_PROXIES: '127.0.0.1' } },
);
