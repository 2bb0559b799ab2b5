import { expect, it } from 'vitest';
import { BACKUP_CODE_RANDOM_BYTES, backupCodeNag, makeBackupCode, readBackupCode } from './backup-code.ts';

const bytes = Uint8Array.from({ length: BACKUP_CODE_RANDOM_BYTES }, (_, index) => index * 7);

it('A code has three groups of four, and every byte decides one symbol', () => {
  expect(makeBackupCode(bytes)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){2}[0-9A-HJKMNP-TV-Z]{4}$/);
  for (let index = 0; index < bytes.length; index++) {
    const other = Uint8Array.from(bytes);
    other[index] = (other[index] ?? 0) ^ 1;
    expect(makeBackupCode(other)).not.toBe(makeBackupCode(bytes));
  }
  expect(() => makeBackupCode(bytes.slice(1))).toThrow(RangeError);
});

it('A code reads back as it was shown, in whatever case, with or without spaces and dashes', () => {
  const code = makeBackupCode(bytes);
  const canonical = code.replaceAll(' ', '');
  for (const typed of [code, code.toLowerCase(), canonical, code.replaceAll(' ', '-'), ` ${code} `]) {
    expect(readBackupCode(typed)).toBe(canonical);
  }
  expect(readBackupCode('oil0 1234 5678')).toBe('011012345678');
});

it('What is too short, too long or has other letters is no code', () => {
  for (const typed of ['', '123456', '7K2Q 9DXM 4FT', '7K2Q 9DXM 4FTRR', '7K2Q 9DXM 4FTU', '7K2Q 9DXM 4FT!']) {
    expect(readBackupCode(typed), typed).toBeNull();
  }
});

it('The holder is reminded at two left and at none, and not of codes that were never made', () => {
  const nags = [10, 3, 2, 1, 0].map((left) => backupCodeNag({ left, madeAt: 0 }));
  expect(nags).toEqual([null, null, 'few-left', 'few-left', 'none-left']);
  expect(backupCodeNag(null)).toBeNull();
});
