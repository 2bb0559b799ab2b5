// The proof of one event: whole, checkable by code that shares nothing with the server, and its holder's alone.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import {
  fromBase64,
  hashLeaf,
  opens,
  parseCheckpoint,
  parseEntry,
  parseNote,
  verifyInclusion,
} from '../../../../contract/src/log.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { sha256 } from '../../platform/sha256.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { proveEvent } from './prove.ts';

describeUseCase('the proof of an event', (world) => {
  it('is there once the event is sealed, and shows it to be in the log, word for word', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const about = { id: caller.session.account_id, email: 'a@example.com', tier: 'standard' } as const;
    const happen = () =>
      world.deps.store.write((tx) =>
        record(world.deps, tx, caller, 'credential.add', about, { done: true }, { subject: 'Blue key' }),
      );
    const eventId = await happen();
    expect(await proveEvent(world.deps, caller, { eventId })).toEqual(allow({ sealed: null }));
    for (let index = 0; index < 20; index++) await happen();
    await sealEvents(world.deps, TEST_TIME);

    const left = await leaves(world.deps, () => proveEvent(world.deps, caller, { eventId }));
    expect(left.changed).toEqual([]);
    const { sealed } = factsOf(left.answer);
    if (!sealed?.opening) throw new Error('not sealed');
    const head = parseCheckpoint(parseNote(sealed.checkpoint)?.text ?? '');
    const entry = parseEntry(sealed.entry);
    if (!head || !entry) throw new Error('neither head nor entry');
    const inclusion = {
      index: sealed.index,
      size: head.size,
      root: head.root,
      leafHash: hashLeaf(sha256, Buffer.from(sealed.entry)),
      proof: sealed.proof.map((hash) => fromBase64(hash) ?? new Uint8Array()),
    };
    expect(verifyInclusion(sha256, inclusion)).toBe(true);
    expect(verifyInclusion(sha256, { ...inclusion, leafHash: hashLeaf(sha256, Buffer.from('another')) })).toBe(false);
    expect(entry).toMatchObject({ id: eventId, operation: 'credential.add', outcome: 'done' });
    expect(opens(sha256, entry, sealed.opening)).toBe(true);
    expect(sealed.opening.particulars).toMatchObject({ account: caller.session.account_id, subject: 'Blue key' });
  });

  it('is nobody else’s: another account’s event is not found', async () => {
    const owner = await makeAccount(world.deps);
    const theirs = await signIn(world.deps, owner);
    const eventId = await world.deps.store.write((tx) =>
      record(world.deps, tx, theirs, 'credential.add', owner, { done: true }),
    );
    const stranger = await signIn(world.deps, await makeAccount(world.deps));
    expect(await proveEvent(world.deps, stranger, { eventId })).toEqual(refuse({ tag: 'not-found' }));
  });
});
