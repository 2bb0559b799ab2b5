// The composition root: opens what the server is made of, in order, and closes it in the opposite one.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openDoors } from './api/doors.ts';
import { noticeOfClock } from './app/clock/notice.ts';
import { ClockObserver } from './app/clock/observer.ts';
import { recordConfiguration } from './app/configuration/record-changes.ts';
import type { Deps, PlatformFacts } from './app/deps.ts';
import { LiveFeed } from './app/live/feed.ts';
import { checkSealing } from './app/log/check-sealing.ts';
import { createMetadataKeeper } from './app/metadata/keeper.ts';
import { mailDeliverer } from './app/outbox/deliver-mail.ts';
import { pushDeliverer } from './app/outbox/deliver-push.ts';
import { webhookDeliverer } from './app/outbox/deliver-webhook.ts';
import { ReadLanes } from './app/read-lanes.ts';
import { LogFollower } from './app/restore/follow-log.ts';
import { noticeOfRestore } from './app/restore/notice.ts';
import { LastSeen } from './app/session/last-seen.ts';
import { makeSetupLink } from './app/setup/setup.ts';
import { PublicKeys } from './app/sign-in/public-keys.ts';
import type { Config } from './config/config.ts';
import { ConfigError } from './config/config-error.ts';
import type { SecretValues } from './config/secrets.ts';
import { securitySettings } from './config/security-settings.ts';
import { foldPolicies, PRODUCT_POLICY } from './domain/policy/policy.ts';
import { CookieJar } from './http/cookie.ts';
import { createServer } from './http/server.ts';
import { createJobs, type Jobs } from './jobs/jobs.ts';
import { sayClock } from './jobs/say-clock.ts';
import { openDatabase } from './open-database.ts';
import { serveKeyIcons } from './pages/key-icons.ts';
import { serveLogTiles } from './pages/log-tiles.ts';
import { serveMailbox } from './pages/mailbox.ts';
import { createManagement } from './pages/management.ts';
import { servePages } from './pages/pages.ts';
import { serveWellKnown } from './pages/well-known.ts';
import { ANCHOR_FILE, openAnchorFile } from './platform/anchor-file.ts';
import { type Clock, WatchedClock } from './platform/clock.ts';
import { createGeo } from './platform/geo.ts';
import { createIsGuessablePassword } from './platform/guessable-passwords.ts';
import { createKeyRing } from './platform/key-ring.ts';
import type { Log } from './platform/log.ts';
import { type Mailbox, type Mailer, mailboxMailer, smtpMailer } from './platform/mail.ts';
import { createMetrics, type Gauges, type Metrics } from './platform/metrics.ts';
import { createClientIp } from './platform/network.ts';
import { createOutbound } from './platform/outbound.ts';
import { createPasswordHashing } from './platform/password-hashing.ts';
import type { Random } from './platform/random.ts';
import { createResolver } from './platform/resolver.ts';
import { pause } from './platform/turn.ts';
import { createDescribeUserAgent } from './platform/user-agent.ts';
import { isClockDoubted } from './storage/clock.ts';
import { migrate } from './storage/migrate.ts';
import { countOutbox } from './storage/outbox.ts';
import type { Tx } from './storage/store.ts';
import { METADATA_SIGNER, metadataRoots } from './webauthn/metadata/roots.ts';
import { STRICT_POLICY } from './webauthn/relying-party.ts';

export interface World {
  readonly config: Config;
  readonly secrets: SecretValues;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Where the built pages and the committed OpenAPI document are. */
  readonly webDir: string;
  readonly openApiFile: string;
}

export interface Running {
  readonly server: FastifyInstance;
  /** One-time address for the first start, or null when set-up is done. */
  readonly setupLink: string | null;
  /** Stops taking requests, finishes those in hand, writes what is in memory, closes the database. */
  stop(): Promise<void>;
}

function openMailer({ config, secrets }: World): { mailer: Mailer; mailbox: Mailbox | null } {
  if (config.mail.by === 'smtp' && secrets.smtpUrl !== null) {
    return { mailer: smtpMailer({ url: secrets.smtpUrl, from: config.mail.from }), mailbox: null };
  }
  const mailbox = mailboxMailer();
  return { mailer: mailbox, mailbox };
}

const factsOf = ({ platformName, publicUrl, mode, signUp, helpUrl, retention }: Config): PlatformFacts => ({
  name: platformName,
  publicUrl,
  mode,
  signUpOpen: signUp === 'open',
  helpUrl,
  retention,
});

/** Resolves when both ports answer. */
export async function start(world: World): Promise<Running> {
  const { config, secrets, random, log } = world;
  const clock = new WatchedClock(world.clock);
  const metrics = createMetrics();
  let jobs: Jobs | null = null;
  const store = await openDatabase(world, {
    onGroup: (size) => metrics.commitGroup(size),
    onQueued: (channel) => jobs?.wakeLane(channel),
  });
  await migrate(store, clock.now());
  const { mailer, mailbox } = openMailer(world);
  const resolve = createResolver({ servers: config.dnsServers });
  const passwordHashing = createPasswordHashing({ concurrencyMax: 1, queueMax: 64 });
  const metadata = createMetadataKeeper({
    store,
    clock,
    log,
    outbound: createOutbound({ resolve }),
    blob: config.metadataBlob,
    trust: () => ({ roots: metadataRoots(), signer: METADATA_SIGNER }),
  });
  const deps: Deps = {
    store,
    clock,
    keyRing: createKeyRing(secrets.keyRing, random),
    random,
    passwordHashing,
    isGuessablePassword: createIsGuessablePassword(),
    outbound: createOutbound({ allowLoopback: config.webhooksToLoopback, resolve }),
    geo: createGeo(),
    describeUserAgent: createDescribeUserAgent(),
    rp: { rpId: config.rpId, origins: [config.publicUrl, ...config.relatedOrigins], name: config.platformName },
    ceremonyPolicy: STRICT_POLICY,
    metadata: metadata.current,
    policy: foldPolicies(PRODUCT_POLICY, config.policy),
    platform: factsOf(config),
    witnesses: config.witnesses,
    lastSeen: new LastSeen(),
    publicKeys: new PublicKeys(),
    reads: new ReadLanes(pause),
  };
  const follower = await followLog(world, deps);
  await recordConfiguration(deps, securitySettings(config, secrets), deps.clock.now());
  const observer = await observeClock(world, deps);
  const now = () => clock.now();
  const deliverers = [mailDeliverer(deps, mailer), webhookDeliverer(deps, now), pushDeliverer(deps, now)];
  const live = new LiveFeed(deps);
  const toWitnesses = createOutbound({ allowLoopback: config.mode === 'development', resolve });
  jobs = createJobs({ deps, deliverers, follower, observer, live, toWitnesses, log });
  const server = await openPublicServer(world, deps, live, metrics, mailbox);
  const management = openManagement(world, deps, metrics);
  await listen(server, config.host, config.port, 'HOLDFAST_PORT');
  await listen(management, config.managementHost, config.managementPort, 'HOLDFAST_MANAGEMENT_PORT');
  jobs.start();
  metadata.start();
  const setupLink = await makeSetupLink(deps, clock.now());
  const stop = async (): Promise<void> => {
    metadata.stop();
    live.stop();
    await server.close();
    await jobs?.stop();
    await passwordHashing.close();
    mailer.close();
    await management.close();
    await store.close();
  };
  return { server, setupLink, stop };
}

/** @throws ConfigError with the setting to change, where another program has the port */
async function listen(server: FastifyInstance, host: string, port: number, setting: string): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigError([`${setting} is ${port}, which another program on ${host} already listens on.`]);
  }
}

/** Resolves when it has looked, before anybody is served: what an older copy would give back is void by then. */
async function followLog({ config, log }: World, deps: Deps): Promise<LogFollower> {
  const follower = new LogFollower(deps, openAnchorFile(join(config.dataDir, ANCHOR_FILE)), (error) =>
    log.error({ err: error }, 'what is known of the log cannot be kept in the data folder'),
  );
  await follower.look(deps.clock.now());
  const notice = await deps.store.read(noticeOfRestore);
  if (notice) log.warn(notice);
  return follower;
}

/** Resolves when it has looked: whoever is served is served by a clock that was judged. */
async function observeClock({ random, log }: World, deps: Deps): Promise<ClockObserver> {
  const observer = new ClockObserver(deps, Buffer.from(random.bytes(9)).toString('base64url'));
  sayClock(await observer.look(), log);
  return observer;
}

function openManagement({ config, log }: World, deps: Deps, metrics: Metrics): FastifyInstance {
  const { store } = deps;
  return createManagement({
    log,
    names: config.managementNames,
    checkReady: async () => {
      await store.ping();
      await checkSealing(deps, deps.clock.now());
    },
    readNotice: () => store.read(readNotice),
    renderMetrics: async () => metrics.render(await store.read(readGauges).catch(() => null)),
  });
}

/** All that the operator should know although the server is ready; null for nothing. */
async function readNotice(tx: Tx): Promise<string | null> {
  const notices = [await noticeOfRestore(tx), await noticeOfClock(tx)].filter((notice) => notice !== null);
  return notices.length > 0 ? notices.join(' ') : null;
}

const readGauges = async (tx: Tx): Promise<Gauges> => ({
  ...(await countOutbox(tx)),
  clockDoubted: await isClockDoubted(tx),
});

async function openPublicServer(
  world: World,
  deps: Deps,
  live: LiveFeed,
  metrics: Metrics,
  mailbox: Mailbox | null,
): Promise<FastifyInstance> {
  const { config, random, log } = world;
  const observers = new Map<string, ReturnType<Metrics['route']>>();
  const server = createServer({
    log,
    https: config.publicUrl.startsWith('https:'),
    makeRequestId: () => Buffer.from(random.bytes(9)).toString('hex'),
    onAnswer: (route, method, status, seconds) => {
      const key = `${method} ${route}`;
      let observe = observers.get(key);
      if (!observe) {
        observe = metrics.route(route, method);
        observers.set(key, observe);
      }
      observe(status, seconds);
    },
  });
  const { publicUrl } = config;
  openDoors({
    server,
    deps,
    clock: deps.clock,
    cookies: new CookieJar(publicUrl),
    publicOrigin: new URL(publicUrl).origin,
    clientIp: createClientIp(config.trustedProxies),
    live,
  });
  serveWellKnown(server, { publicUrl, relatedOrigins: config.relatedOrigins, openApiFile: world.openApiFile });
  serveKeyIcons(server, deps);
  serveLogTiles(server, deps, { webDir: world.webDir });
  await servePages(server, { webDir: world.webDir });
  if (mailbox && config.mode === 'development') {
    serveMailbox(server, { mailbox, publicUrl, styles: stylesOf(world.webDir) });
  }
  return server;
}

const stylesOf = (webDir: string): string[] =>
  [...readFileSync(join(webDir, 'index.html'), 'utf8').matchAll(/href="(\/assets\/[^"]+\.css)"/g)].flatMap(
    ([, href]) => href ?? [],
  );
