import { describe, expect, it } from 'vitest';
import { createIsGuessablePassword } from './guessable-passwords.ts';

const isCommon = createIsGuessablePassword();
const ada = ['ada.lovelace@example.com', 'Ada Lovelace', 'Holdfast'];

describe('a common password', () => {
  it.each([
    'password',
    'PASSWORD1',
    'iloveyou2',
    'qwertyuiop123',
    'p@ssw0rd',
    'winter2026',
    'aaaaaaaaaaaaaaaa',
    'abcdefghijklmnop',
    'pEaNuTbUtTeR',
  ])('is one that many choose: %s', async (password) => expect(await isCommon(password, [])).toBe(true));

  it.each(['ada.lovelace', 'Lovelace2026!', 'ada.lovelace@example.com', 'holdfast-holdfast', 'HOLDFAST123'])(
    'is one made of what is known about the holder: %s',
    async (password) => expect(await isCommon(password, ada)).toBe(true),
  );

  it.each([
    'zebra plinth cardigan 44',
    'correct horse battery staple',
    '8fj2kd93ls0qvv',
    'lovelace rides the plinth at noon',
  ])('is not a long or random one: %s', async (password) => expect(await isCommon(password, ada)).toBe(false));

  it('is found however its letters are spelled', async () => {
    expect(await isCommon('\uFF50\uFF41\uFF53\uFF53\uFF57\uFF4F\uFF52\uFF44', [])).toBe(true);
  });

  it('made up to be read in every way costs the server no more than a few requests do', async () => {
    const searched = '39_e/<+389E%$/3+/e&%%|-#VX_!e+\\$%A10a7[7';
    const costs: number[] = [];
    for (let times = 0; times < 6; times++) {
      const start = process.cpuUsage();
      await isCommon(searched, ada);
      const { user, system } = process.cpuUsage(start);
      costs.push((user + system) / 1000);
    }
    expect(Math.min(...costs)).toBeLessThan(20);
  });

  it('is judged quickly, whatever its length', async () => {
    await isCommon('warm up the dictionary', []);
    for (const password of ['l33t4v3rs0m3$!'.repeat(80), '1!|7@4(3'.repeat(120), 'a1b2c3'.repeat(200)]) {
      const start = performance.now();
      await isCommon(password, ada);
      expect(performance.now() - start).toBeLessThan(250);
    }
  });
});
