import { describe, expect, it } from 'vitest';
import type { RestorationId } from '../id.ts';
import { type Anchor, type FoundLog, type Head, headOfNote, recognise } from './recognise.ts';

const head = (size: number, root = `root ${size}`): Head => ({ origin: 'example.org/log', size, root });
const first = 'rstr_first' as RestorationId;
const second = 'rstr_second' as RestorationId;
const known = (size: number, restoration: RestorationId | null = null): Anchor => ({ head: head(size), restoration });
const found = (size: number, part: Partial<FoundLog> = {}): FoundLog => ({
  head: head(size),
  atAnchor: null,
  restorations: [],
  ...part,
});

describe('a database', () => {
  it('that has what was known is the same, grown or not', () => {
    for (const size of [5, 9]) {
      expect(recognise(known(5), found(size, { atAnchor: head(5) }), true)).toEqual({ tag: 'same' });
    }
  });

  it('with a shorter log was put back', () => {
    expect(recognise(known(5), found(4), true)).toEqual({ tag: 'restored', why: 'behind' });
  });

  it('without a log, where there was one, was put back', () => {
    expect(recognise(known(5), found(0, { head: null }), true)).toEqual({ tag: 'restored', why: 'behind' });
  });

  it('that has grown past what was known, another way, was put back', () => {
    for (const atAnchor of [head(5, 'another root'), { ...head(5), origin: 'example.com/log' }, null]) {
      expect(recognise(known(5), found(9, { atAnchor }), true)).toEqual({ tag: 'restored', why: 'forked' });
    }
  });

  it('that was put back, as is on record, is not recorded again by a server that had not heard', () => {
    expect(recognise(known(9), found(5, { restorations: [first] }), false)).toEqual({ tag: 'recorded' });
  });

  it('that has lost the record of a restore was put back to before it', () => {
    expect(recognise(known(5, first), found(9, { atAnchor: head(5) }), true)).toMatchObject({ why: 'behind' });
  });

  it('that was put back a second time is told by its log again', () => {
    const restorations = [first, second];
    expect(recognise(known(9, second), found(8, { restorations }), true)).toMatchObject({ why: 'behind' });
  });

  it('of one’s own that has a log and was never met came from elsewhere', () => {
    expect(recognise(null, found(5), true)).toEqual({ tag: 'restored', why: 'unknown' });
    expect(recognise(null, found(0, { head: null }), true)).toEqual({ tag: 'same' });
  });

  it('that is shared may be met for the first time', () => {
    expect(recognise(null, found(5), false)).toEqual({ tag: 'same' });
  });

  it('of which nothing was sealed yet when it was met is the same', () => {
    expect(recognise({ head: null, restoration: null }, found(5), true)).toEqual({ tag: 'same' });
  });
});

describe('a signed head', () => {
  it('is read from its note, whoever signed it besides', () => {
    const note = 'example.org/log\n12\nAAAA\n\n— example.org/log abc\n— witness.example def\n';
    expect(headOfNote(note)).toEqual({ origin: 'example.org/log', size: 12, root: 'AAAA' });
  });

  it('is none where the note is none', () => {
    for (const note of ['', 'example.org/log', 'example.org/log\nmany\nAAAA\n', 'example.org/log\n-1\nAAAA\n']) {
      expect(headOfNote(note)).toBeNull();
    }
  });
});
