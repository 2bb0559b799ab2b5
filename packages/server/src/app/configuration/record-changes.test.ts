// Settings that changed between two starts are on record, once, with what they were.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCaseOnBoth, leaves } from '../../../../../test/support/use-case.ts';
import { recordConfiguration } from './record-changes.ts';

const FIRST = { HOLDFAST_RELATED_ORIGINS: 'none', HOLDFAST_RP_ID: 'example.org' };
const SECOND = { ...FIRST, HOLDFAST_RELATED_ORIGINS: 'https://evil.example' };

describeUseCaseOnBoth('a start', (world) => {
  const start = (settings: Record<string, string>) =>
    leaves(world.deps, () => recordConfiguration(world.deps, settings, TEST_TIME));

  it('records all settings the first time, nothing where nothing changed, and then each change', async () => {
    const first = await start(FIRST);
    expect(first.events).toMatchObject([
      {
        operation: 'configuration.changed',
        actor: 'system',
        account_id: null,
        at: TEST_TIME,
        subject: 'first record\nHOLDFAST_RELATED_ORIGINS: none\nHOLDFAST_RP_ID: example.org',
      },
    ]);
    expect((await start(FIRST)).changed).toEqual([]);
    const changed = await start(SECOND);
    expect(changed.events.map(({ subject }) => subject)).toEqual([
      'HOLDFAST_RELATED_ORIGINS: none → https://evil.example',
    ]);
    expect(changed.changed).toEqual(['audit_event', 'fact']);
    expect((await start(SECOND)).changed).toEqual([]);
  });

  it('of several servers at once records a change once', async () => {
    const third = { ...SECOND, HOLDFAST_RP_ID: 'account.example.org' };
    const left = await leaves(world.deps, () =>
      Promise.all(Array.from({ length: 4 }, () => recordConfiguration(world.deps, third, TEST_TIME))),
    );
    expect(left.events.map(({ subject }) => subject)).toEqual(['HOLDFAST_RP_ID: example.org → account.example.org']);
  });
});
