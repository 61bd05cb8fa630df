import { randomUUID } from 'node:crypto';
import { toBase64url, utf8 } from '@sallyport/core';
import { hashLeaf, readTrust, type Trust } from '@sallyport/ledger';
import { type CompanionStandIn, startCompanionStandIn } from '@sallyport/testkit';
import { afterEach, beforeEach } from 'vitest';
import { CompanionHttp } from '../companion/companion-http.ts';
import type { PromisedLeaf } from './check-growth.ts';
import { logReader } from './fetch-log.ts';
import { KeptLog } from './kept-log.ts';
import { LogWatch, type LogWatchOptions } from './log-watch.ts';
import { readTrustSetting } from './trust-setting.ts';

/** What may differ about a watch. */
export interface WatchSettings extends Partial<LogWatchOptions> {
  readonly folder?: string;
  readonly trust?: Trust | string;
  /** How long a request may take. */
  readonly timeoutMs?: number;
}

/** A stand-in companion for each test, and watches over its log. */
export interface WatchStage {
  readonly companion: CompanionStandIn;
  /** A new watch, as a new process has it. */
  watch(options?: WatchSettings): LogWatch;
  /** Appends leaves to the log, and gives what a receipt for the last would promise. */
  grow(count: number): PromisedLeaf;
  /** The keys that the companion shows. */
  trust(): Promise<Trust>;
}

/** Starts a stand-in companion before each test of a file. */
export function watchStage(): WatchStage {
  let companion: CompanionStandIn | undefined;
  let watches: LogWatch[] = [];
  beforeEach(async () => {
    companion = await startCompanionStandIn();
    watches = [];
  });
  afterEach(async () => {
    for (const watch of watches) watch.close();
    await companion?.close();
  });
  const started = (): CompanionStandIn => companion as CompanionStandIn;
  return {
    get companion() {
      return started();
    },
    watch: ({ folder, trust, timeoutMs = 30_000, ...options } = {}) => {
      const reader = logReader(new CompanionHttp(new URL(started().url), { timeoutMs }));
      const [kept, demand] = [new KeptLog(folder), readTrustSetting(trust)];
      const watch = new LogWatch({ reader, kept, demand, acceptOther: false, ...options });
      watches.push(watch);
      return watch;
    },
    grow: (count) => {
      const { log } = started();
      for (let made = 1; made < count; made++) log.append(utf8(randomUUID()));
      const leaf = utf8(randomUUID());
      const index = log.append(leaf);
      return { index, leafHash: toBase64url(hashLeaf(leaf)), treeSize: log.size };
    },
    trust: async () => readTrust(new Uint8Array(await (await fetch(`${started().url}/v1/trust`)).arrayBuffer())),
  };
}

/** The code that a companion is refused with. */
export async function verdictOf(watch: LogWatch): Promise<string> {
  return watch.log().then(
    () => 'believed',
    (cause: { readonly code: string }) => cause.code,
  );
}
