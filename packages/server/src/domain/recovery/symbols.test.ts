import { describe, expect, it } from 'vitest';
import { readSymbols, SYMBOLS, showSymbols } from './symbols.ts';

describe('symbols that a person types', () => {
  it('are the ten digits and the letters but I, L, O and U', () => {
    expect(SYMBOLS).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/);
    expect(new Set(SYMBOLS).size).toBe(32);
  });

  it('are shown in groups of four, and read back without them', () => {
    const values = Array.from({ length: 10 }, (_, index) => index * 3);
    expect(showSymbols(values)).toBe('0369 CFJN RV');
    expect(readSymbols(showSymbols(values))).toBe('0369CFJNRV');
  });

  it('are read whatever their case, with look-alikes as what they look like', () => {
    expect(readSymbols(' 7k2q–9dxm_oO.iIlL ')).toBe('7K2Q9DXM001111');
  });
});
