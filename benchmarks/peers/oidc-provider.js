// oidc-provider over an SQLite adapter with full durability: a token endpoint and introspection.

import { generateKeyPairSync } from 'node:crypto';
import Database from 'better-sqlite3';
import Provider from 'oidc-provider';

const { PORT, DATA_DIR } = process.env;
const database = new Database(`${DATA_DIR}/oidc.db`);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`create table item (key text primary key, payload text not null, grant_id text, expires_at integer) without rowid;
  create index item_grant on item (grant_id) where grant_id is not null`);
const put = database.prepare('insert or replace into item values (?, ?, ?, ?)');
const get = database.prepare('select payload, expires_at from item where key = ?');
const use = database.prepare("update item set payload = json_set(payload, '$.consumed', ?) where key = ?");
const remove = database.prepare('delete from item where key = ?');
const removeGrant = database.prepare('delete from item where grant_id = ?');

class Adapter {
  #kind;

  constructor(kind) {
    this.#kind = kind;
  }

  #key(id) {
    return `${this.#kind}:${id}`;
  }

  async upsert(id, payload, lifetimeSeconds) {
    const expiresAt = lifetimeSeconds ? Date.now() + lifetimeSeconds * 1000 : null;
    put.run(this.#key(id), JSON.stringify(payload), payload.grantId ?? null, expiresAt);
  }

  async find(id) {
    const row = get.get(this.#key(id));
    return row && (row.expires_at === null || row.expires_at > Date.now()) ? JSON.parse(row.payload) : undefined;
  }

  async findByUid() {}

  async findByUserCode() {}

  async consume(id) {
    use.run(Math.floor(Date.now() / 1000), this.#key(id));
  }

  async destroy(id) {
    remove.run(this.#key(id));
  }

  async revokeByGrantId(grantId) {
    removeGrant.run(grantId);
  }
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const provider = new Provider(`http://localhost:${PORT}`, {
  adapter: Adapter,
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'bench' }] },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  clients: [
    {
      client_id: 'machine',
      client_secret: 'a-secret-of-the-benchmark-and-of-nothing-else',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
  },
  ttl: { ClientCredentials: 3600 },
});
provider.on('server_error', (_context, error) => console.error(error));
provider.listen(Number(PORT), '127.0.0.1');
