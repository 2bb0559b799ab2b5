import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { parseNote } from './signed-note.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const vectors = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/c2sp/spec-examples.json', import.meta.url), 'utf8'),
) as { readonly examples: readonly { readonly spec: string; readonly text: string }[] };

describe('a checkpoint', () => {
  it('of the specification is read, and written as it was', () => {
    const examples = vectors.examples.filter(({ spec }) => /^tlog-(checkpoint|cosignature)$/.test(spec));
    expect(examples).toHaveLength(2);
    for (const { text } of examples) {
      const note = parseNote(text);
      const checkpoint = parseCheckpoint(note?.text ?? '');
      expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
      expect(checkpoint && formatCheckpoint(checkpoint)).toBe(note?.text);
    }
  });

  it('of an empty log has the size 0', () => {
    expect(parseCheckpoint(`a\n0\n${ROOT}\n`)).toMatchObject({ size: 0 });
  });

  it.each([
    ['a size with a leading zero', `a\n01\n${ROOT}\n`],
    ['a negative size', `a\n-1\n${ROOT}\n`],
    ['a size beyond what counts exactly', `a\n9007199254740993\n${ROOT}\n`],
    ['a short root', 'a\n1\nAAAA\n'],
    ['no origin', `\n1\n${ROOT}\n`],
    ['no last line feed', `a\n1\n${ROOT}`],
    ['nothing', ''],
  ])('with %s is not one', (_, text) => {
    expect(parseCheckpoint(text)).toBeNull();
  });
});
