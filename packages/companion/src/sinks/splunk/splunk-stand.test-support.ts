import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sallyport/core';
import { type Splunk, type SplunkOptions, selfSigned, startSplunk } from '@sallyport/testkit';
import type { SplunkSinkConfig } from '../../config/index.ts';
import type { SinkParts } from '../sink.ts';
import type { SinkStand } from '../sink-contract.test-support.ts';
import { splunkSink } from './splunk-sink.ts';

/** A sink of Splunk's with its collector, and how they are set up. */
export interface SplunkStand extends SinkStand {
  readonly collector: Splunk;
  /** What it told the log. */
  readonly warnings: readonly unknown[];
  /** What is sealed as the token; `undefined`: nothing is. */
  sealed: string | undefined;
  /** Trusts the collector's own authority from now on. */
  trust(): Promise<void>;
}

/** What is other than usual. */
export interface SplunkStandOptions extends Partial<Omit<SplunkSinkConfig, 'token' | 'url'>> {
  readonly collector?: SplunkOptions;
  /** Whether the collector is spoken to in TLS, and whose certificate is the authority. Default: its own. */
  readonly tls?: 'none' | 'own' | 'others' | 'missing';
}

/** For tests: starts a collector, and a sink that sends to it. */
export async function standOfSplunk(options: SplunkStandOptions = {}): Promise<SplunkStand> {
  const { collector: set = {}, tls = 'own', ...config } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-splunk-'));
  const certificate = await selfSigned();
  const collector = await startSplunk({ ...set, ...(tls === 'none' ? {} : { certificate }) });
  const caFile = join(folder, 'ca.pem');
  const trust = () => writeFile(caFile, certificate.certificate);
  if (tls === 'own') await trust();
  if (tls === 'others') await writeFile(caFile, (await selfSigned()).certificate);
  const stand = { sealed: collector.token as string | undefined };
  const secrets: SinkParts['secrets'] = {
    get: async (name) => (name === 'splunk-token' ? stand.sealed : undefined),
    versions: async () => [],
  };
  const warnings: unknown[] = [];
  const sink = splunkSink(
    {
      ...{ name: 'siem', url: collector.url, token: 'splunk-token', sourcetype: 'sallyport:ocsf' },
      ...{ ackTimeoutMs: 60_000, insecureHttp: tls === 'none', ...(tls === 'none' ? {} : { caFile }), ...config },
    },
    { secrets, clock: systemClock, log: { warn: (...said) => void warnings.push(said), error: () => undefined } },
  );
  return Object.assign(stand, {
    sink,
    collector,
    warnings,
    trust,
    taken: () => collector.indexed.map(({ event }) => (event as { metadata: { sequence: number } }).metadata.sequence),
    fail: (failure: Parameters<SinkStand['fail']>[0]) => {
      if (failure === 'refuses') collector.refuse = () => 6;
      else collector.trouble = ({ unavailable: 9, credential: 4, hangs: 'silent' } as const)[failure];
    },
    mend: () => {
      collector.trouble = undefined;
      collector.refuse = () => undefined;
    },
    close: async () => {
      await collector.close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
