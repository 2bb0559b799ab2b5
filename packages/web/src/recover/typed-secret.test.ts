import { describe, expect, it } from 'vitest';
import { caseSecretFault, recoveryKeyFault } from './typed-secret.ts';

describe('what is typed from paper', () => {
  it('may be parted as people part it', () => {
    expect(caseSecretFault(' d4tx-w8mq 2hvk–9rbc.7f3k ')).toBe(null);
    expect(recoveryKeyFault('7k2q 9dxm 7k2q 9dxm 7k2q 9dxm 7k2q')).toBe(null);
  });

  it('is missing, or a part, where it is not whole', () => {
    expect([caseSecretFault('  '), recoveryKeyFault('')]).toEqual(['missing', 'missing']);
    expect([caseSecretFault('D4TX W8MQ 2HVK 9RBC'), caseSecretFault('D4TX W8MQ 2HVK 9RBC 7F3K X')]).toEqual([
      'part',
      'part',
    ]);
    expect([recoveryKeyFault('7K2Q 9DXM'), recoveryKeyFault('7K2Q '.repeat(8))]).toEqual(['part', 'part']);
  });
});
