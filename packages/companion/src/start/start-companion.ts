import { type Clock, systemClock } from '@sallyport/core';
import type { Door } from '@sallyport/pipeline';
import { type Access, exchangeAdmission, openAccess } from '../access/index.ts';
import { loginTokenVerifier } from '../admin/index.ts';
import type { Config, IssuerConfig } from '../config/index.ts';
import { openDetect, recordOptOut } from '../engines/index.ts';
import { FederationIssuer } from '../federation/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { limitsOf } from '../limits/index.ts';
import { createLog, type Log } from '../log/index.ts';
import { channelNames } from '../notices/index.ts';
import { openRecordings } from '../recordings/index.ts';
import { buildService } from '../service/service.ts';
import { openVersionKeys, versionStore } from '../versions/index.ts';
import { openWitnessing, recordUnwitnessed } from '../witnessing/index.ts';
import { listen } from './listen.ts';
import { openActivityReview } from './open-activity-review.ts';
import { openCallSearch } from './open-call-search.ts';
import { type CompanionStore, openCompanionStore, type StoreLocation } from './open-companion-store.ts';
import { openEvidence } from './open-evidence.ts';
import { openFirstVersion } from './open-first-version.ts';
import { openIdentityVerifier } from './open-identity-verifier.ts';
import { openRetention } from './open-retention.ts';
import { openReviews } from './open-reviews.ts';
import { openServing } from './open-serving.ts';
import { openThreads } from './open-threads.ts';
import { ownEventReader } from './own-event-reader.ts';
import { openCallers, openGates, scratchOptions, serviceParts } from './service-parts.ts';
import { startForwarding } from './start-forwarding.ts';
import { startKeyTending } from './start-key-tending.ts';
import { startTidying } from './start-tidying.ts';

/** How to start a companion. */
export interface CompanionOptions extends StoreLocation {
  /** Default: JSON lines on standard error. */
  readonly log?: Log;
  readonly clock?: Clock;
  /** Told of each stage of each call as it begins; it must not throw. */
  readonly trace?: Door['trace'];
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
 * Starts the outer door: opens the store, checks the ledger against its own checkpoint and what its witnesses have seen, records the
 * configuration in force, and listens. Raises `config_invalid`, `engine_missing`, `storage_*`, `secret_unsealed`, `key_unavailable`,
 * `ledger_corrupt`, `ledger_unavailable`, `log_rolled_back`, `log_forked`, `witness_unavailable`, `witness_invalid`.
 */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  const { config, clock = systemClock } = options;
  const connections = new Set<string>();
  const known = (names: Iterable<string>) => {
    for (const name of names) connections.add(name);
  };
  known(config.connections.map(({ name }) => name));
  const names = { channels: channelNames(config.notify), sinks: (config.sinks ?? []).map(({ name }) => name) };
  const log = options.log ?? createLog({ connections, ...names, clock });
  const store = await openCompanionStore(options);
  if (options.environment === undefined) forgetRootKeys(config);
  try {
    const access = await openAccess({ ...store, clock, log });
    const { trace } = options;
    return await serve({ config, clock, log, store, access, trace, known }).catch(async (cause: unknown) => {
      await access.close();
      throw cause;
    });
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** Children, and whoever dumps the environment, see no root key. The system keeps what the process was started with. */
function forgetRootKeys({ rootKey, previousRootKey = rootKey }: Config): void {
  for (const key of [rootKey, previousRootKey]) if ('env' in key) delete process.env[key.env];
}

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: CompanionStore;
  readonly access: Access;
  readonly trace: Door['trace'];
  /** Told the names of connections that come to be. */
  readonly known: (names: Iterable<string>) => void;
}

/** Who calls, and who logs in. */
async function openVerifiers({ config, clock, store: { secrets } }: Parts) {
  const { admin, issuers } = config;
  const open = (one: IssuerConfig) =>
    openIdentityVerifier({ config: { ...config, issuers: [one], samlIssuers: [] }, clock, secrets });
  return {
    verifyIdentityToken: await openIdentityVerifier({ config, clock, secrets }),
    verifyLoginToken: admin === undefined ? undefined : await loginTokenVerifier(admin, issuers, open),
  };
}

/** Opens all that calls are served with, whatever version is in force. */
async function openParts(parts: Parts) {
  const { config, clock, log, store, access } = parts;
  const gates = openGates(config);
  const { signatures, eventThreads, builtIn, closeThreads } = openThreads(gates);
  const admission = exchangeAdmission({ ...config, ...parts, access });
  const detect = await openDetect({ config, secrets: store.secrets, log, builtIn });
  const verifiers = await openVerifiers(parts);
  const evidence = await openEvidence({ ...parts, signatures, failed: admission.failed });
  // Before anything is appended: what is appended to a database that is too old makes it another one.
  const witnessing = await openWitnessing({ ...parts, ...evidence });
  const reviews = await openReviews({ ...parts, events: evidence.events });
  const readEvent = ownEventReader(evidence);
  const retention = await openRetention({ ...parts, evidence });
  const { segments, classes } = retention;
  const recording = { ...store, ...evidence, readEvent, clock, scratch: scratchOptions(config) };
  const activity = await openActivityReview({ ...parts, ...evidence });
  const recordings = await openRecordings({ ...recording, segments, retention: classes });
  const callLimits = limitsOf(store.database, clock);
  const opened = {
    ...parts,
    ...evidence,
    ...verifiers,
    admission,
    callLimits,
    detect,
    gates,
    signatures,
    eventThreads,
    reviews,
    recordings,
    retention,
    activity,
    witnessing,
  };
  return { opened, closeThreads };
}

async function serve(parts: Parts): Promise<Companion> {
  const { config, clock, log, store, access, known } = parts;
  // Asked for with each token: the key rotates.
  const issuer = new FederationIssuer({ issuer: config.publicUrl, key: () => opened.keys.federation, clock });
  const versions = versionStore(store.database, await openVersionKeys(store));
  const { concurrentCalls } = config.limits;
  const opening = { ...parts, store: versions, secrets: store.secrets, issuer, concurrentCalls };
  const first = await openFirstVersion(opening);
  const { opened, closeThreads } = await openParts(parts);
  const { ledger, events, reviews, callLimits, witnessing } = opened;
  const callers = openCallers(opened);
  await events.record({ kind: 'config.applied', status: 'success', details: { config: config.digest } });
  const { follower, ...inForce } = await openServing({ ...opened, callers }, { first, opening, known });
  const calls = await openCallSearch({ ...opened, ...inForce });
  const { subjectTokens, ...assembled } = serviceParts({ ...opened, callers, calls, ...inForce });
  const service = buildService(assembled);
  await recordOptOut(config, { events, log });
  await recordUnwitnessed(config, { events, log });
  const forwarding = await startForwarding({ ...opened, ready: assembled.ready });
  const { address, family, port } = await listen(service, config.listen).catch(async (cause: unknown) => {
    await forwarding.stop();
    throw cause;
  });
  const tidying = startTidying({ ...opened, subjectTokens });
  const reviewing = reviews.start();
  const tending = startKeyTending(opened);
  const purging = opened.retention.start();
  const digesting = opened.activity.start();
  follower.start();
  witnessing.start();
  log.info('service started', { port });
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    ledger,
    close: onlyOnce(async () => {
      await service.close();
      const beside = [tidying, tending, follower, reviewing, purging, digesting, forwarding];
      await Promise.all(beside.map((one) => one.stop()));
      await events.close().catch((cause: unknown) => log.error('ledger unavailable', cause));
      await witnessing.stop();
      await callLimits.close();
      await access.close();
      await ledger.close();
      await inForce.serving.close();
      await closeThreads();
      await store.close();
      log.info('service stopped');
    }),
  };
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
