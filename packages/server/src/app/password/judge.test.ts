// May this password be set? Length first, then the word lists, which know what an attacker would try first.

import { expect, it } from 'vitest';
import { allow, refuse } from '../../domain/decision.ts';
import { createIsGuessablePassword } from '../../platform/guessable-passwords.ts';
import { judgeNewPassword } from './judge.ts';

const deps = { isGuessablePassword: createIsGuessablePassword() };
const judge = (password: string, personal: string[] = []) => judgeNewPassword(deps, password, personal);

it('a long and unusual one may', async () => {
  expect(await judge('nine quiet herons crossed the marsh')).toEqual(allow());
});

it.each([
  ['too-short', 'x9!kQ'],
  ['common', 'passwordpassword'],
  ['too-long', 'x'.repeat(100_000)],
] as const)('one that is %s may not', async (why, password) => {
  expect(await judge(password)).toEqual(refuse({ tag: 'password-refused', why }));
});

it('one made of what is known about its holder may not', async () => {
  expect((await judge('AdaLovelace1815', ['ada.lovelace@example.com', 'Ada Lovelace'])).allowed).toBe(false);
});

it('the word lists never see a text of the wrong length', async () => {
  const isGuessablePassword = async () => {
    throw new Error('nobody should ask');
  };
  for (const password of ['short', 'x'.repeat(100_000)]) {
    expect((await judgeNewPassword({ isGuessablePassword }, password, [])).allowed).toBe(false);
  }
});
