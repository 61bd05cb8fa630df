import type { AddressInfo } from 'node:net';
import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import type { FastifyInstance } from 'fastify';
import { Agent } from 'undici';
import { version } from '../../package.json';
import type { Config, ConnectionConfig } from '../config/index.ts';
import { ledgerEventLog } from '../door/event-log.ts';
import { outerDoor } from '../door/outer-door.ts';
import { grantAuthority } from '../grants/grant-authority.ts';
import { identityTokenVerifier } from '../grants/verify-identity-token.ts';
import { type Ledger, openLedger } from '../ledger/index.ts';
import { createLog, type Log } from '../log/index.ts';
import { openSigningKeys, type SigningKeys } from '../secrets/index.ts';
import { createGate } from '../service/gate.ts';
import { buildService, type ServiceParts } from '../service/service.ts';
import { sendUpstream } from '../upstream/send-upstream.ts';
import { connectionCredentials } from './connection-credential.ts';
import { type CompanionStore, openCompanionStore, type StoreLocation } from './open-companion-store.ts';

/** How to start a companion. */
export interface CompanionOptions extends StoreLocation {
  /** Default: JSON lines on standard error. */
  readonly log?: Log;
  readonly clock?: Clock;
}

/** A companion that serves. */
export interface Companion {
  /** Where it listens. */
  readonly url: string;
  readonly ledger: Ledger;
  /** Stops taking calls, finishes those in flight, and lets go of the database. Closing twice is closing once. */
  close(): Promise<void>;
}

/**
 * Starts the outer door: opens the store, checks the ledger against its own checkpoint, records the configuration in force,
 * and listens. Raises `config_invalid`, `storage_*`, `secret_unsealed`, `ledger_corrupt`, `ledger_unavailable`.
 */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  const { config, clock = systemClock } = options;
  const log = options.log ?? createLog({ connections: config.connections.map(({ name }) => name), clock });
  const store = await openCompanionStore(options);
  try {
    return await serve({ config, clock, log, store });
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
}

async function serve(parts: Parts): Promise<Companion> {
  const { config, clock, log, store } = parts;
  const credentials = await connectionCredentials(config.connections, store.secrets);
  const keys = await openSigningKeys({ ...store, origin: config.ledger.origin });
  const ledger = await openLedger({
    database: store.database,
    origin: config.ledger.origin,
    noteSigner: keys.log,
    eventSigner: keys.event,
    version,
  });
  const dispatcher = new Agent({ connections: config.limits.concurrentCalls });
  const service = buildService(serviceParts(parts, { keys, ledger, credentials, dispatcher }));
  await ledgerEventLog(ledger, clock).record({
    kind: 'config.applied',
    status: 'success',
    details: { config: config.digest },
  });
  const { address, family, port } = await listen(service, config.listen);
  log.info('service started', { port });
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    ledger,
    close: onlyOnce(async () => {
      await service.close();
      await ledger.close();
      await dispatcher.close();
      await store.close();
      log.info('service stopped');
    }),
  };
}

/** Node's own error would name the address. */
async function listen(service: FastifyInstance, { host, port }: Config['listen']): Promise<AddressInfo> {
  await service.listen({ host, port }).catch(() => {
    throw new SallyportError('config_invalid', { place: 'listen: this address cannot be listened on' });
  });
  return service.server.address() as AddressInfo;
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

interface Opened {
  readonly keys: SigningKeys;
  readonly ledger: Ledger;
  readonly credentials: ReadonlyMap<string, string>;
  readonly dispatcher: Agent;
}

function serviceParts({ config, clock, log }: Parts, { keys, ledger, credentials, dispatcher }: Opened): ServiceParts {
  const { limits } = config;
  const connections: ReadonlyMap<string, ConnectionConfig> = new Map(config.connections.map((one) => [one.name, one]));
  const verifyIdentityToken = identityTokenVerifier(config.issuers);
  const grants = grantAuthority({ issuer: config.publicUrl, key: keys.grant, clock });
  const events = ledgerEventLog(ledger, clock);
  const upstream = {
    connections,
    dispatcher,
    timeoutMs: limits.upstreamTimeoutMs,
    maxResponseBytes: limits.responseBytes,
    credentials,
  };
  const door = outerDoor({
    connections,
    grants,
    verifyIdentityToken,
    log: events,
    send: (exchange) => sendUpstream(upstream, exchange),
    maxDepth: limits.depth,
  });
  return {
    exchange: { connections, verifyIdentityToken, grants, log: events },
    dataPath: {
      connections,
      door,
      log: events,
      gate: createGate(limits.concurrentCalls),
      maxBodyBytes: limits.bodyBytes,
    },
    ready: () => ledger.checkpoint().then(Boolean, () => false),
    log,
  };
}
