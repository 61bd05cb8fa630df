import { Agent } from 'node:https';
import type { LogsIngestionClientOptions } from '@azure/monitor-ingestion';
import { checkedLookup } from '../../addresses/checked-lookup.ts';
import type { SentinelSinkConfig } from '../../config/index.ts';
import type { IngestionClient } from './load-sentinel.ts';
import type { SentinelRow } from './sentinel-row.ts';

/** The connections to a data collection endpoint. */
export interface SentinelUpload {
  /** Sends rows with a token, once. Raises what the client raises. */
  send(rows: readonly SentinelRow[], how: { readonly token: string; readonly signal: AbortSignal }): Promise<void>;
  close(): void;
}

/** Whoever calls tries again; an event is sent nowhere else; and the environment names no proxy for it. */
const LEFT_OUT = ['defaultRetryPolicy', 'redirectPolicy', 'proxyPolicy'];
/** The client holds a token for as long as it is told; each upload is given one. */
const TOKEN_MS = 3_600_000;

/** Opens the way to one. It connects when something is sent, and never to an address that is never called. */
export function sentinelUpload(
  { LogsIngestionClient }: IngestionClient,
  { endpoint, ruleId, stream, audience }: SentinelSinkConfig,
): SentinelUpload {
  const agent = new Agent({
    ...{ keepAlive: true, maxSockets: 1, minVersion: 'TLSv1.2' },
    lookup: checkedLookup((kind) => kind !== 'forbidden'),
  });
  const options: LogsIngestionClientOptions = { audience, agent };
  return Object.freeze({
    send: async (rows, { token, signal }) => {
      const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + TOKEN_MS }) };
      const client = new LogsIngestionClient(endpoint, credential, options);
      for (const name of LEFT_OUT) client.pipeline.removePolicy({ name });
      await client.upload(ruleId, stream, [...rows], { abortSignal: signal, maxConcurrency: 1 });
    },
    close: () => agent.destroy(),
  } satisfies SentinelUpload);
}
