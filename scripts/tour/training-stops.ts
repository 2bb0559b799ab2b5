// May this be trained on? A program is let in, asks before it uses anything, and can prove what it was told with the server off.

import { readFileSync, writeFileSync } from 'node:fs';
import { type Answer, locate } from '../../packages/contract/src/contract.ts';
import { go, statement } from '../../test/browser/on-page.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import { personWithKey } from '../../test/support/people.ts';
import type { Tour } from './traveller.ts';

interface Asked {
  readonly id: string;
  readonly accountId: string;
  readonly madeAt: number;
}

const UNPROTECTED = 'ola@example.org';

/** The account that is signed in in this browser. */
async function accountOf({ context }: Visitor): Promise<string> {
  const answer = await context.request.get(locate('session.read').path);
  return ((await answer.json()) as Answer<'session.read'>).accountId;
}

export async function letAPipelineAsk(tour: Tour): Promise<void> {
  const { diary, server, desk, terminal } = tour;
  const added = await terminal.holdfast({
    name: 'pipeline-let-in',
    did: 'The operator lets a training pipeline in. Its token is shown once.',
    words: ['client', 'add', 'Nightly pipeline'],
    says: /^hfp_[\w-]+\nNightly pipeline is clnt_\w+\./,
  });
  const ola = await personWithKey(server, UNPROTECTED);
  const mara = await accountOf(desk);
  const { accountId: olas } = await ola.browser.call('session.read');
  const items: readonly Asked[] = [
    { id: 'what Mara wrote', accountId: mara, madeAt: server.clock.now() },
    { id: 'what Ola wrote', accountId: olas, madeAt: server.clock.now() },
  ];
  const { path } = locate('training.ask');
  const asked = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${added.out.trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const answer = (await asked.json()) as Answer<'training.ask'>;
  const told = Object.fromEntries(answer.answers.map(({ id, excluded }) => [id, excluded]));
  if (!told['what Mara wrote'] || told['what Ola wrote'] !== false) {
    throw new Error(`the ledger says ${JSON.stringify(answer)}; what is protected is excluded, and nothing else`);
  }
  const keys = await ola.browser.call('training.keys');
  writeFileSync(terminal.at('training-keys.json'), JSON.stringify(keys));
  writeFileSync(terminal.at('training-question.json'), JSON.stringify(items));
  writeFileSync(terminal.at('training-answer.json'), JSON.stringify(answer));
  writeFileSync(terminal.at('training-receipt.jws'), answer.receipt);
  const text = [`POST ${path}`, JSON.stringify({ items }, null, 2), '', JSON.stringify(answer, null, 2)].join('\n');
  diary.tell({ name: 'pipeline-asks', did: 'The pipeline asks about two things, before it uses them.', text });
}

export async function proveTheAnswer(tour: Tour): Promise<void> {
  const { diary, server, desk, terminal } = tour;
  const words = [
    'training',
    'verify',
    terminal.at('training-receipt.jws'),
    '--keys',
    terminal.at('training-keys.json'),
  ];
  await server.switchOff();
  await terminal.holdfast({
    name: 'receipt-verified',
    did: 'A year later somebody asks on what grounds. The server is switched off, and the receipt verifies.',
    words: [...words, '--answers', terminal.at('training-answer.json')],
    says: /^Proved: .+: 2 answers, all as given\./,
  });
  const [item] = JSON.parse(readFileSync(terminal.at('training-question.json'), 'utf8')) as readonly Asked[];
  const owner = ['--item', item?.id ?? '', '--account', item?.accountId ?? '', '--made-at', String(item?.madeAt)];
  await terminal.holdfast({
    name: 'receipt-owner-verified',
    did: 'The receipt also says whose it was: it opens to the account and the time that were asked about.',
    words: [...words, '--answers', terminal.at('training-answer.json'), ...owner],
    says: /is content of acct_\w+ from \d+\./,
  });
  const answer = readFileSync(terminal.at('training-answer.json'), 'utf8');
  writeFileSync(terminal.at('changed-answer.json'), answer.replace('"excluded":true', '"excluded":false'));
  await terminal.holdfast({
    name: 'changed-answer-refused',
    did: 'With one answer changed it does not.',
    words: [...words, '--answers', terminal.at('changed-answer.json')],
    status: 1,
    says: /^NOT PROVED\. Those are not the answers that were given\./,
  });
  await server.switchOn(terminal.env);
  await desk.page.goto('/');
  await go(desk.page, 'Privacy');
  await statement(desk.page, 'What you write is excluded from training.');
  const did = 'The holder sees what pipelines are told, and since when.';
  await diary.look({ name: 'excluded-from-training', did, visitor: desk, onPhoneToo: true });
}
