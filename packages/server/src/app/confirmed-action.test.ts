// Confirmed actions: whatever would be done otherwise has another commitment, and a receipt holds what was signed.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuthorizationDetails, canonicalDetails, commitmentTo, receiptOf } from './confirmed-action.ts';

const details: AuthorizationDetails = {
  type: 'holdfast_change',
  version: 1,
  change: 'email.change',
  newEmail: 'a@b.c',
  key: null,
};

describe('what a confirmed action commits to', () => {
  it('Is the hash of its members in the order of their names, however they were written down', () => {
    const turned = Object.fromEntries(Object.entries(details).reverse()) as unknown as AuthorizationDetails;
    const text = '{"change":"email.change","key":null,"newEmail":"a@b.c","type":"holdfast_change","version":1}';
    expect([canonicalDetails(details), canonicalDetails(turned)]).toEqual([text, text]);
    expect(Buffer.from(commitmentTo(turned))).toEqual(createHash('sha256').update(text).digest());
  });

  it('Differs with every member that differs, and with one more or fewer', () => {
    const others: AuthorizationDetails[] = Object.keys(details).map(
      (name) => ({ ...details, [name]: 'another' }) as never,
    );
    const { key: _key, ...fewer } = details;
    const all = [details, ...others, fewer as AuthorizationDetails, { ...details, more: 1 }].map((each) =>
      Buffer.from(commitmentTo(each)).toString('hex'),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('Is kept with what the key signed over it', () => {
    const response = { clientDataJSON: 'c', authenticatorData: 'a', signature: 's', userHandle: 'not kept' };
    const receipt = receiptOf(details, { id: 'k', rawId: 'k', type: 'public-key', response });
    expect(JSON.parse(receipt)).toEqual({
      details,
      id: 'k',
      clientDataJSON: 'c',
      authenticatorData: 'a',
      signature: 's',
    });
  });
});
