// Before anybody comes: the operator sets the platform up, with the link that its server printed.

import { fill, press, statement } from '../../test/browser/on-page.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import type { Tour } from './traveller.ts';

async function registerKeys(operator: Visitor, link: string | null | undefined): Promise<void> {
  const { page } = operator;
  if (!link) throw new Error('the server gave no link to set it up');
  await page.goto(link);
  await statement(page, 'Make the operator’s account, with two keys.');
  await fill(page, 'Your name', 'Ines Prado');
  await fill(page, 'E-mail address', 'operator@example.org');
  await operator.hold(operator.laptop);
  await press(page, 'Add this device');
  await statement(page, 'One key is registered. It needs two.');
  await operator.hold(operator.deskKey);
  await press(page, 'Add a security key');
  await statement(page, 'Both keys are registered. Make the account.');
}

async function makeAccount({ page }: Visitor): Promise<void> {
  await press(page, 'Make the account');
  await page.getByText('On this platform every account is protected.').waitFor();
}

/** The same at another platform, whose set-up is no part of the tour. `said`: what its server printed. */
export async function setUpQuietly(operator: Visitor, said: string): Promise<void> {
  await registerKeys(operator, /https?:\S+\/setup#\S+/.exec(said)?.[0]);
  await makeAccount(operator);
  await operator.leave();
}

export async function setUp({ diary, server, enter }: Tour): Promise<void> {
  const operator = await enter(server.url);
  await registerKeys(operator, server.running.setupLink);
  const did = 'The operator opened the link that the server printed, and registered two keys.';
  await diary.look({ name: 'set-up', did, visitor: operator });
  await makeAccount(operator);
  await diary.look({ name: 'set-up-done', did: 'Made the operator’s account.', visitor: operator });
}
