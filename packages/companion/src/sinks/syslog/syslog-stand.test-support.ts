import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sallyport/core';
import { type Syslog, type SyslogOptions, selfSigned, startSyslog } from '@sallyport/testkit';
import type { SyslogSinkConfig } from '../../config/index.ts';
import type { SinkParts } from '../sink.ts';
import type { SinkStand } from '../sink-contract.test-support.ts';
import { syslogSink } from './syslog-sink.ts';

/** A sink of syslog with its collector, and how they are set up. */
export interface SyslogStand extends SinkStand {
  readonly collector: Syslog;
  /** What it told the log. */
  readonly warnings: readonly unknown[];
  /** Writes what the sink trusts, or shows, anew. */
  put(file: 'ca.pem' | 'cert.pem' | 'key.pem', pem: string): Promise<void>;
}

/** What is other than usual. */
export interface SyslogStandOptions {
  readonly format?: SyslogSinkConfig['format'];
  /** Whether the collector asks who sends. Default: no. */
  readonly mutual?: boolean;
  readonly host?: string;
  readonly stallMs?: number;
  readonly tls?: SyslogOptions['tls'];
}

/** For tests: starts a collector, and a sink that sends to it. */
export async function standOfSyslog(options: SyslogStandOptions = {}): Promise<SyslogStand> {
  const { format = 'ocsf', mutual = false, host = '127.0.0.1', stallMs = 5_000, tls } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-syslog-'));
  const put = (file: string, pem: string) => writeFile(join(folder, file), pem, { mode: 0o600 });
  const own = await selfSigned();
  const collector = await startSyslog({
    ...(tls === undefined ? {} : { tls }),
    ...(mutual ? { clientAuthority: own.certificate } : {}),
  });
  await put('ca.pem', collector.certificate.certificate);
  await put('cert.pem', own.certificate);
  await put('key.pem', own.privateKey);
  const files = mutual ? { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') } : {};
  const place = { name: 'siem', host, port: collector.port, caFile: join(folder, 'ca.pem') };
  const warnings: unknown[] = [];
  const parts: SinkParts = {
    secrets: { get: async () => undefined, versions: async () => [] },
    clock: systemClock,
    log: { warn: (...said) => void warnings.push(said), error: () => undefined },
  };
  return {
    warnings,
    sink: syslogSink({ ...place, ...files, format, facility: 'authpriv' }, { ...parts, stallMs }),
    collector,
    put,
    taken: () => collector.messages.map(({ data }) => Number(data['sallyport@32473']?.index)),
    fail: (failure) => {
      collector.trouble = failure === 'hangs' ? 'stalled' : failure === 'credential' ? 'demanding' : 'down';
    },
    mend: () => {
      collector.trouble = undefined;
    },
    close: async () => {
      await collector.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
