// Story A.12: protection was turned on by a thief (T), and T, or any stranger, does what can be done to keep the holder (H)
// from taking it back, or to come out of the taking back with something in hand.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import {
  appOfTenMinutes,
  commit,
  enrol,
  followTakeBack,
  nextCode,
  prepare,
  signInWithPassword,
  takeBackLinkIn,
} from '../support/enrolling.ts';
import { keyNamed, settlesUntil, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import {
  addKey,
  PASSWORD,
  personWithKey,
  personWithPassword,
  platformKey,
  roamingKey,
  signIn,
  totpCode,
} from '../support/people.ts';
import { beginRecovery } from '../support/recovery-steps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const NEXT_PASSWORD = 'seven loud storks left the meadow early';

const ENV = { HOLDFAST_TRUSTED_PROXIES: '127.0.0.1' };

describeOnBothServers(
  'the way back from a hostile enrolment',
  (running, address) => {
    it('stays open, however often strangers ask, and whoever reads the mailbox too is first', async () => {
      const server = running();
      const holder = await personWithPassword(server, 'asked@example.org');
      server.clock.advance(20 * DAY_MS);
      const thief = await signInWithPassword(server, holder);
      await enrol(thief, [roamingKey(server), platformKey(server)]);
      for (let count = 0; count < 30; count++) {
        const email = count % 2 ? holder.email : holder.email.replace('@', '+x@');
        const stranger = new BrowserLike(server.url, { 'x-forwarded-for': `203.0.113.${count}` });
        await stranger.call('take-back.begin', { email });
      }
      // H's own request is not refused; whether it brings a mail or not, there is one that can be followed.
      await new BrowserLike(server.url, { 'x-forwarded-for': '198.51.100.7' }).call('take-back.begin', {
        email: holder.email,
      });
      const mail = await server.mailTo(holder.email, /\/take-back#hfl_/);
      const link = takeBackLinkIn(mail.text);
      // A program of T’s that reads the mailbox is always first, and tries codes until it may no more.
      const bot = new BrowserLike(server.url, { 'x-forwarded-for': '203.0.113.99' });
      for (let wrong = 0; wrong < 25; wrong++) {
        if (wrong % 4 === 0) await bot.call('take-back.open', { link });
        await bot.send('enrolment.take-back', { body: { with: 'totp', code: '000000' } });
      }
      const said = await bot.refused('enrolment.take-back', { body: { with: 'totp', code: '000000' } });
      expect(said.code).toBe('request.throttled');
      const phone = new BrowserLike(server.url);
      await phone.call('take-back.open', { link });
      await phone.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
      const back = await signInWithPassword(server, holder);
      expect(await back.call('account.read')).toMatchObject({ tier: 'standard', keys: [] });
    });

    it('by an app that T had for ten minutes drops nothing that H has had for days', async () => {
      const server = running();
      const { holder, thiefs, home } = await appOfTenMinutes(server, 'four-days@example.org');
      await home.call('password.set', { password: NEXT_PASSWORD });
      const { secret: own } = await home.call('totp.begin', {});
      await home.call('totp.confirm', { code: totpCode(server, own) });
      server.clock.advance(4 * DAY_MS);
      const current = { email: holder.email, totpSecret: own };
      await enrol(await signInWithPassword(server, current, NEXT_PASSWORD), [roamingKey(server), platformKey(server)]);
      const browser = await followTakeBack(server, holder.email);
      await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, thiefs) });
      const phished = new BrowserLike(server.url);
      const body = { email: holder.email, password: PASSWORD };
      expect((await phished.refused('sign-in.password', { body })).code).toBe('sign-in.refused');
      const back = await signInWithPassword(server, current, NEXT_PASSWORD);
      expect((await back.call('account.read')).tier).toBe('standard');
    });

    it('is there again when T, who has H’s only key, turns protection on once more', async () => {
      const server = running();
      const holder = await personWithKey(server, 'once-more@example.org');
      server.clock.advance(20 * DAY_MS);
      const home = await signIn(server, holder.deskKey);
      await home.call('password.set', { password: PASSWORD });
      const { secret } = await home.call('totp.begin', {});
      await home.call('totp.confirm', { code: totpCode(server, secret) });
      server.clock.advance(2 * DAY_MS);
      for (const round of [1, 2]) {
        const thief = await signIn(server, holder.deskKey);
        await prepare(thief);
        await addKey(thief, platformKey(server), `Rogue ${round}`);
        expect((await commit(thief, holder.deskKey)).settlesAt).not.toBeNull();
        server.clock.advance(2 * DAY_MS);
        const browser = await followTakeBack(server, holder.email);
        await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, secret) });
      }
    });

    it('is not ended by T’s own recovery: it opens when protection can no longer be taken back', async () => {
      const server = running();
      const holder = await personWithPassword(server, 'recovers@example.org');
      server.clock.advance(20 * DAY_MS);
      const thief = await signInWithPassword(server, holder);
      const recoveryKeys = await enrol(thief, [roamingKey(server), platformKey(server)]);
      const { browser, begun, proofs } = await beginRecovery(server, holder.email, recoveryKeys);
      // The server was down for ten hours, which the way back is given again.
      const until = begun.ripensAt + 10 * HOUR_MS;
      await settlesUntil(address(), holder.email, until);
      server.clock.advance(begun.ripensAt + HOUR_MS - server.clock.now());
      expect(await browser.refused('recovery.complete', { body: proofs })).toMatchObject({
        code: 'recovery.waiting',
        ripensAt: until,
      });
      const { caseSecret } = proofs;
      expect(await browser.call('recovery.read', { caseSecret })).toMatchObject({
        state: 'waiting',
        waitsFor: 'settling',
      });
      const reader = await followTakeBack(server, holder.email);
      await reader.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
      expect((await browser.refused('recovery.complete', { body: proofs })).code).not.toBe('recovery.waiting');
      await signInWithPassword(server, holder);
    });

    it('leaves T’s older planted key new: it does not turn protection on again, and H shuts it out', async () => {
      const server = running();
      const holder = await personWithPassword(server, 'planted@example.org');
      server.clock.advance(20 * DAY_MS);
      const planter = await signInWithPassword(server, holder);
      const [planted, other, own] = [roamingKey(server), platformKey(server), roamingKey(server)];
      await addKey(planter, planted, 'Planted');
      await addKey(planter, other, 'Planted too');
      server.clock.advance(DAY_MS);
      await addKey(await signInWithPassword(server, holder), own, 'Own key');
      server.clock.advance(DAY_MS);
      const thief = await signIn(server, planted);
      await prepare(thief);
      expect((await commit(thief, planted)).settlesAt).not.toBeNull();
      const browser = await followTakeBack(server, holder.email);
      const response = own.assert(await browser.call('take-back.key-options', {}));
      await browser.call('enrolment.take-back', { with: 'key', response });
      const again = await signIn(server, planted);
      await prepare(again);
      await expect(commit(again, planted)).rejects.toThrow('credential.not-trusted');
      const back = await signInWithPassword(server, holder);
      await back.call('credential.suspend', {}, { credentialId: (await keyNamed(back, 'Planted')).id });
      expect(await tryKey(server, planted)).toBe('credential.suspended');
      expect(await tryKey(server, own)).toBeNull();
    });
  },
  { env: ENV },
);
