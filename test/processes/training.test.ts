// A training pipeline, let in from the command line: it asks, checks the receipt without the server, and is shut out.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdfast } from '../support/command-line.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';

interface Answered {
  readonly answers: readonly { readonly id: string; readonly excluded: boolean }[];
  readonly salt: string;
  readonly receipt: string;
  readonly code?: string;
  readonly field?: string;
}

let server: ServerProcess;
let person: Person;
let token: string;
let id: string;

beforeAll(async () => {
  server = await ServerProcess.prepare();
  await server.start();
  person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'writer@example.org');
  const said = await holdfast(['client', 'add', 'Pipeline', '--json'], { HOLDFAST_DATA_DIR: server.dataDir });
  ({ id, token } = JSON.parse(said.out));
});
afterAll(() => server.dispose());

async function ask(path: string, body: unknown, bearer = token): Promise<{ status: number; answer: Answered }> {
  const response = await fetch(`${server.url}/api/v1/training/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answered };
}

it('asks about a batch, and its receipt verifies with the server switched off', async () => {
  const { accountId } = await person.browser.call('session.read');
  const items = Array.from({ length: 5000 }, (_, index) => ({ id: `chat ${index}`, accountId, madeAt: 1000 + index }));
  const keys = await person.browser.call('training.keys');
  const before = await ask('ask', { items });
  expect(before.status).toBe(200);
  expect(before.answer.answers.every(({ excluded }) => !excluded)).toBe(true);
  await person.browser.call('training.opt-out', {});
  const after = await ask('ask', { items });
  expect(after.answer.answers.every(({ excluded }) => excluded)).toBe(true);
  await server.end('SIGTERM');
  const { payload } = await jwtVerify(after.answer.receipt, createLocalJWKSet(keys), {
    audience: id,
    issuer: server.url,
  });
  const digest = createHash('sha256').update(JSON.stringify(after.answer.answers)).digest('base64url');
  expect(payload).toMatchObject({ answers: digest, count: 5000 });
  const changed = JSON.stringify(after.answer.answers).replace('true', 'false');
  expect(createHash('sha256').update(changed).digest('base64url')).not.toBe(payload.answers);
  await server.start();
});

const ACCOUNT = `acct_${'0'.repeat(26)}`;

it.each<[string, unknown, string]>([
  [
    'an account’s id in capitals',
    { items: [{ id: 'a', accountId: ACCOUNT.toUpperCase(), madeAt: 1 }] },
    '/body/items/0/accountId',
  ],
  [
    'an id of something else than an account',
    { items: [{ id: 'a', accountId: `cred_${'0'.repeat(26)}`, madeAt: 1 }] },
    '/body/items/0/accountId',
  ],
  ['a NUL in an id', { items: [{ id: 'a\u0000', accountId: ACCOUNT, madeAt: 1 }] }, '/body/items/0/id'],
  ['an id of nothing', { items: [{ id: '', accountId: ACCOUNT, madeAt: 1 }] }, '/body/items/0/id'],
  ['a moment before there were any', { items: [{ id: 'a', accountId: ACCOUNT, madeAt: -1 }] }, '/body/items/0/madeAt'],
  ['half a millisecond', { items: [{ id: 'a', accountId: ACCOUNT, madeAt: 1.5 }] }, '/body/items/0/madeAt'],
  ['a moment in words', { items: [{ id: 'a', accountId: ACCOUNT, madeAt: '2026-06-01' }] }, '/body/items/0/madeAt'],
  ['no moment', { items: [{ id: 'a', accountId: ACCOUNT }] }, '/body/items/0/madeAt'],
  [
    'one bad item, the last of 5,000',
    {
      items: Array.from({ length: 5000 }, (_, at) => ({
        id: `${at}`,
        accountId: at < 4999 ? ACCOUNT : 'x',
        madeAt: 1,
      })),
    },
    '/body/items/4999/accountId',
  ],
  ['a list in place of items', [], '/body'],
  [
    'a foreign account’s id of another shape',
    { items: [{ id: 'a', accountId: 'writer@example.org', madeAt: 1 }] },
    '/body/items/0/accountId',
  ],
  ['no items', { items: [] }, '/body/items'],
  [
    'more than 5,000',
    {
      items: Array.from({ length: 5001 }, (_, index) => ({
        id: `${index}`,
        accountId: ACCOUNT,
        madeAt: 1,
      })),
    },
    '/body/items',
  ],
  ['one thing twice', { items: [1, 2].map((madeAt) => ({ id: 'a', accountId: ACCOUNT, madeAt })) }, '/body/items/1/id'],
  [
    'a field that does not exist',
    { items: [{ id: 'a', accountId: ACCOUNT, madeAt: 1, email: 'x' }] },
    '/body/items/0/email',
  ],
])('a batch with %s is refused whole, and the field is named', async (_, body, field) => {
  const { status, answer } = await ask('ask', body);
  expect({ status, code: answer.code, field: answer.field }).toEqual({ status: 400, code: 'request.invalid', field });
});

it('is told of an account that is not there what nobody need ask twice about: it is excluded', async () => {
  const items = [{ id: 'foreign', accountId: ACCOUNT, madeAt: 1 }];
  expect((await ask('ask', { items })).answer.answers).toMatchObject([{ id: 'foreign', excluded: true }]);
});

it('a question that is too large is refused unread, and one that was cut short is no question', async () => {
  const items = Array.from({ length: 5000 }, (_, at) => ({
    id: `${at}`.padEnd(300, 'x'),
    accountId: ACCOUNT,
    madeAt: 1,
  }));
  const { status, answer } = await ask('ask', { items });
  expect({ status, code: answer.code }).toEqual({ status: 413, code: 'request.too-large' });
  const cut = await fetch(`${server.url}/api/v1/training/ask`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items: items.slice(0, 2) }).slice(0, -10),
  });
  expect({ status: cut.status, code: ((await cut.json()) as Answered).code }).toEqual({
    status: 400,
    code: 'request.invalid',
  });
});

it.each(['-2', '1e3', '01', 'x', '1'.repeat(16)])('is refused the changes after place %s', async (after) => {
  const response = await fetch(`${server.url}/api/v1/training/changes?after=${after}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { code, field } = (await response.json()) as Answered;
  expect({ status: response.status, code, field }).toEqual({
    status: 400,
    code: 'request.invalid',
    field: '/querystring/after',
  });
});

it('learns of changes in the order of the sealed log', async () => {
  const { accountId } = await person.browser.call('session.read');
  const read = async () => {
    const response = await fetch(`${server.url}/api/v1/training/changes?after=-1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as { changes: { accountId: string }[] };
  };
  await expect
    .poll(async () => (await read()).changes.map((change) => change.accountId), { timeout: 10_000 })
    .toEqual([accountId]);
});

it('is asked who it is before what it sends is read, since that may be large', async () => {
  for (const bearer of ['', 'hfp_nobody', person.browser.cookies.get('holdfast') ?? '']) {
    const { status, answer } = await ask('ask', { items: 'x'.repeat(1_000_000) }, bearer);
    expect({ status, code: answer.code }).toEqual({ status: 401, code: 'client.required' });
  }
});

it('may ask for nothing else, and for nothing at all once it is put out', async () => {
  const other = await fetch(`${server.url}/api/v1/account`, { headers: { authorization: `Bearer ${token}` } });
  expect(other.status).toBe(401);
  const data = { HOLDFAST_DATA_DIR: server.dataDir };
  expect((await holdfast(['client', 'list'], data)).out).toMatch(new RegExp(`^${id} .* live +Pipeline`));
  expect((await holdfast(['client', 'end', id], data)).status).toBe(0);
  const items = [{ id: 'a', accountId: ACCOUNT, madeAt: 1 }];
  expect((await ask('ask', { items })).answer.code).toBe('client.required');
  expect((await holdfast(['client', 'end', id], data)).status).toBe(1);
  expect((await holdfast(['client', 'add', ' '], data)).status).toBe(2);
});

it('has receipts verified by the command, which no changed answer, byte, key or program passes', async () => {
  const added = await holdfast(['client', 'add', 'Auditor', '--json'], { HOLDFAST_DATA_DIR: server.dataDir });
  const auditor = JSON.parse(added.out) as { id: string; token: string };
  const { accountId } = await person.browser.call('session.read');
  const asked = await ask('ask', { items: [{ id: 'chat', accountId, madeAt: 1000 }] }, auditor.token);
  const keys = await person.browser.call('training.keys');
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-receipts-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  try {
    const { receipt } = asked.answer;
    const good = file('receipt', receipt);
    const jwks = file('keys', JSON.stringify(keys));
    const answers = file('answers', JSON.stringify(asked.answer));
    const said = await holdfast([
      'training',
      'verify',
      good,
      '--keys',
      jwks,
      '--answers',
      answers,
      '--client',
      auditor.id,
    ]);
    expect(said).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Proved: .+ 1 answer, all as given\. \(Give --account/),
    });
    const changed = JSON.stringify(asked.answer).replace('"excluded":true', '"excluded":false');
    const [head = '', body = '', signature = ''] = receipt.split('.');
    const wrong = [
      [good, '--keys', jwks, '--answers', file('changed', changed)],
      [good, '--keys', jwks, '--client', 'clnt_other'],
      [good, '--keys', file('none', '{"keys":[]}')],
      [file('cut', `${head}.${body}`), '--keys', jwks],
      [file('bent', `${head}.${body.slice(0, -2)}AA.${signature}`), '--keys', jwks],
    ];
    for (const words of wrong)
      expect((await holdfast(['training', 'verify', ...words])).status, words.join(' ')).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('the command that verifies receipts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-receipts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const verify = (...words: string[]) => holdfast(['training', 'verify', ...words]);

  it('proves whose content a thing is and from when, alone and in a batch, and no other owner’s', async () => {
    const added = await holdfast(['client', 'add', 'Court', '--json'], { HOLDFAST_DATA_DIR: server.dataDir });
    const bearer = (JSON.parse(added.out) as { token: string }).token;
    const { accountId } = await person.browser.call('session.read');
    const item = { id: 'chat', accountId, madeAt: 1000 };
    const one = (await ask('content', item, bearer)).answer;
    const batch = (await ask('ask', { items: [{ ...item, id: 'first' }, item] }, bearer)).answer;
    const keys = ['--keys', file('keys', JSON.stringify(await person.browser.call('training.keys')))];
    const owner = ['--account', accountId, '--made-at', '1000'];
    const single = [file('one', one.receipt), ...keys];
    const many = [file('many', batch.receipt), ...keys, '--answers', file('answers', JSON.stringify(batch))];
    const right = [
      [...single, ...owner, '--salt', one.salt],
      [...many, ...owner, '--item', 'chat'],
    ];
    for (const words of right) {
      const { status, out } = await verify(...words);
      expect({ status, out }).toEqual({
        status: 0,
        out: expect.stringContaining(`is content of ${accountId} from 1000`),
      });
    }
    const wrong: [number, string[]][] = [
      [1, [...single, '--account', ACCOUNT, '--made-at', '1000', '--salt', one.salt]],
      [1, [...single, '--account', accountId, '--made-at', '1001', '--salt', one.salt]],
      [1, [...single, ...owner, '--salt', 'A'.repeat(22)]],
      [2, [...single, ...owner]],
      [2, [...single, '--account', accountId, '--salt', one.salt]],
      [1, [...many, '--account', ACCOUNT, '--made-at', '1000', '--item', 'chat']],
      [1, [...many, ...owner, '--item', 'none']],
      [2, [...many, ...owner]],
    ];
    for (const [status, words] of wrong) expect([words, (await verify(...words)).status]).toEqual([words, status]);
  });

  it('still verifies a receipt of the old form, and says that it binds no account', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'old' };
    const claims = { iss: server.url, aud: 'clnt_1', iat: 1, content: 'chat', made_at: 1000, excluded: false };
    const head = { alg: 'EdDSA', kid: 'old', typ: 'training-receipt+jwt' };
    const receipt = await new SignJWT(claims).setProtectedHeader(head).sign(privateKey);
    const words = [file('old', receipt), '--keys', file('old-keys', JSON.stringify({ keys: [jwk] }))];
    const said = await verify(...words);
    expect(said.status).toBe(0);
    expect(said.out).toContain('This receipt is of the old form and binds no account.');
    expect(JSON.parse((await verify(...words, '--json')).out)).toMatchObject({ form: 1, bindsAccount: false });
    const owner = ['--account', ACCOUNT, '--made-at', '1000', '--salt', 'A'.repeat(22)];
    expect((await verify(...words, ...owner)).status).toBe(1);
  });
});
