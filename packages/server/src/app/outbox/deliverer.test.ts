// How a delivery says that it failed: what was said, and from when on it may be tried again.

import { expect, it } from 'vitest';
import { NotNow, Undeliverable } from './deliverer.ts';

it('A failure keeps what the other end said and when to try again, and is not the end of it', () => {
  const failure = new NotNow('the server answered 503', 1000, 'answered');
  expect([failure.message, failure.notBefore]).toEqual(['the server answered 503', 1000]);
  expect(new NotNow('the server answered 500', null, 'answered').notBefore).toBeNull();
  expect(failure).not.toBeInstanceOf(Undeliverable);
});
