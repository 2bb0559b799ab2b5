// The words of alerts about data.

import { expect, it } from 'vitest';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { Say } from './alert-shape.ts';
import { dataWords } from './data-words.ts';

const said = (say: Say): string => {
  const { fact, follows } = say({ event: {} as AuditEventRow, protectedAccount: true });
  return [`${fact('your account')}.`, ...follows].join(' ');
};

it('an export says what the file names, and that nothing was changed', () => {
  expect(said(dataWords['activity.export'].done)).toMatch(
    /^Somebody exported the activity of your account\. The file names keys, devices, countries and addresses\. Nothing was changed\. If it was you/,
  );
});

it('leaving training and coming back say what protection does all the same', () => {
  expect(said(dataWords['training.opt-out'].done)).toContain('stays excluded even if protection is ever turned off');
  expect(said(dataWords['training.opt-in'].done)).toContain('While the account is protected it stays excluded');
});
