import { expect, it } from 'vitest';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom as random } from '../../platform/random.ts';
import { backupCodeHashes, hashBackupCode } from './hash.ts';

const secret = (version: string, fill: number) => ({ version, secret: new Uint8Array(32).fill(fill) });
const before = createKeyRing([secret('1', 1)], random);
const after = createKeyRing([secret('2', 2), secret('1', 1)], random);

it('A code is found however it is typed, also after the server’s secret was rotated', () => {
  const kept = hashBackupCode(before, '7K2Q9DXM4FTR');
  expect(backupCodeHashes(before, '7k2q-9dxm-4ftr')).toEqual([kept]);
  expect(backupCodeHashes(after, '7K2Q 9DXM 4FTR')).toHaveLength(2);
  expect(backupCodeHashes(after, '7K2Q 9DXM 4FTR')).toContain(kept);
  expect(backupCodeHashes(after, '7K2Q 9DXM 4FTS')).not.toContain(kept);
});

it('What cannot be a code is looked for nowhere', () => {
  expect(backupCodeHashes(after, '123456')).toEqual([]);
});
