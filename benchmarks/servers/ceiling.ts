// Not a product: fastify, SQLite with full durability and group commit doing the least that each operation could
// honestly do. It says how far this runtime could go; it leaves out policy, throttles, alerts, evidence and pages.

import { createHmac, createPublicKey, hash, type KeyObject, randomBytes, timingSafeEqual, verify } from 'node:crypto';
import Database from 'better-sqlite3';
import fastify from 'fastify';

/** What `POST /seed` takes; it answers a session's token. */
export interface CeilingSeed {
  readonly user: string;
  readonly credential: string;
  /** base64 */
  readonly spki: string;
}

const { PORT = '', DATA_DIR = '' } = process.env;
const MINUTES_5 = 300_000;
const HOUR = 3_600_000;

const database = new Database(`${DATA_DIR}/ceiling.db`);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`create table user (id text primary key, email text, name text, created integer) without rowid;
  create table credential (id text primary key, user text, spki blob, counter integer) without rowid;
  create table session (hash blob primary key, user text, created integer, expires integer, ip text, agent text) without rowid;
  create table used (challenge blob primary key, expires integer) without rowid;
  create table event (seq integer primary key, at integer, kind text, user text, body text)`);
const insertUser = database.prepare('insert into user values (?, ?, ?, ?)');
const insertCredential = database.prepare('insert into credential values (?, ?, ?, 0)');
const findCredential = database.prepare<[string], { user: string; spki: Buffer }>(
  'select * from credential where id = ?',
);
const moveCounter = database.prepare('update credential set counter = ? where id = ? and counter < ?');
const insertSession = database.prepare('insert into session values (?, ?, ?, ?, ?, ?)');
const findSession = database.prepare<[Buffer], { expires: number }>(
  `select s.created, s.expires, s.ip, s.agent, u.id, u.email, u.name
   from session s join user u on u.id = s.user where s.hash = ?`,
);
const insertUsed = database.prepare('insert into used values (?, ?)');
const insertEvent = database.prepare('insert into event values (null, ?, ?, ?, ?)');

interface Waiting {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
let waiting: Waiting[] = [];
const savepoint = database.transaction((work: () => void) => work());
const flush = database.transaction((group: readonly Waiting[]) =>
  group.map(({ work }) => {
    try {
      savepoint(work);
      return null;
    } catch (error) {
      return { error };
    }
  }),
);

/** What is asked for in one turn of the loop shares one durable commit, each in its own savepoint. */
function commit(work: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    if (waiting.push({ work, resolve, reject }) > 1) return;
    setImmediate(() => {
      const group = waiting;
      waiting = [];
      const failures = flush(group);
      for (const [at, failure] of failures.entries()) failure ? group[at]?.reject(failure.error) : group[at]?.resolve();
    });
  });
}

const secret = randomBytes(32);
const macOf = (bytes: Buffer) => createHmac('sha256', secret).update(bytes).digest().subarray(0, 16);
const sha256 = (data: string | Buffer) => hash('sha256', data, 'buffer');
const origin = `http://localhost:${PORT}`;
const rpIdHash = sha256('localhost');
const keys = new Map<string, KeyObject>();

const mustTouchOne = ({ changes }: { changes: number }): void => {
  if (changes !== 1) throw new Error('another request was first');
};

function isOurs(challenge: Buffer): boolean {
  return (
    challenge.length === 40 &&
    timingSafeEqual(macOf(challenge.subarray(0, 24)), challenge.subarray(24)) &&
    challenge.readDoubleBE(16) > Date.now()
  );
}

function keyOf(id: string, spki: Buffer): KeyObject {
  let key = keys.get(id);
  if (!key) {
    key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    keys.set(id, key);
  }
  return key;
}

const text = { type: 'string' };
const number = { type: 'integer' };
const sessionSchema = {
  type: 'object',
  properties: { created: number, expires: number, ip: text, agent: text, id: text, email: text, name: text },
};

const server = fastify();
server.get('/ok', async () => ({ ok: true }));

server.get<{ Reply: unknown }>('/session', { schema: { response: { 200: sessionSchema } } }, async (request, reply) => {
  const token = /(?:^|; )s=([\w-]{43})/.exec(request.headers.cookie ?? '')?.[1];
  const session = token && findSession.get(sha256(token));
  if (!session || session.expires < Date.now()) return reply.code(401).send();
  return session;
});

server.post('/options', async () => {
  const head = Buffer.alloc(24);
  randomBytes(16).copy(head);
  head.writeDoubleBE(Date.now() + MINUTES_5, 16);
  const challenge = Buffer.concat([head, macOf(head)]).toString('base64url');
  return { challenge, rpId: 'localhost', timeout: 60_000, userVerification: 'required', allowCredentials: [] };
});

interface Assertion {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
  };
}

server.post<{ Body: Assertion }>('/verify', async (request, reply) => {
  const { id, response } = request.body;
  const clientData = Buffer.from(response.clientDataJSON, 'base64url');
  const authData = Buffer.from(response.authenticatorData, 'base64url');
  const said = JSON.parse(clientData.toString()) as { type: string; challenge: string; origin: string };
  const challenge = Buffer.from(said.challenge, 'base64url');
  const credential = findCredential.get(id);
  if (!credential || !isOurs(challenge) || said.type !== 'webauthn.get' || said.origin !== origin) {
    return reply.code(401).send();
  }
  if (!authData.subarray(0, 32).equals(rpIdHash) || ((authData[32] ?? 0) & 5) !== 5) return reply.code(401).send();
  const signed = Buffer.concat([authData, sha256(clientData)]);
  if (!verify('sha256', signed, keyOf(id, credential.spki), Buffer.from(response.signature, 'base64url'))) {
    return reply.code(401).send();
  }
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  const counter = authData.readUInt32BE(33);
  await commit(() => {
    insertUsed.run(challenge, now + MINUTES_5);
    mustTouchOne(moveCounter.run(counter, id, counter));
    insertSession.run(sha256(token), credential.user, now, now + HOUR, request.ip, request.headers['user-agent'] ?? '');
    insertEvent.run(now, 'sign-in', credential.user, id);
  });
  reply.header('set-cookie', `s=${token}; HttpOnly; SameSite=Lax; Path=/`);
  return { user: credential.user, expires: now + HOUR };
});

server.post<{ Body: CeilingSeed }>('/seed', async ({ body }) => {
  const token = randomBytes(32).toString('base64url');
  const now = Date.now();
  await commit(() => {
    insertUser.run(body.user, `${body.user}@example.com`, body.user, now);
    insertCredential.run(body.credential, body.user, Buffer.from(body.spki, 'base64'));
    insertSession.run(sha256(token), body.user, now, now + HOUR, '', '');
  });
  return { token };
});

await server.listen({ port: Number(PORT), host: '127.0.0.1' });
