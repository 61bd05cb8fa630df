import { SallyportError, untilAborted } from '@sallyport/core';
import type { SentinelSinkConfig } from '../../config/index.ts';
import type { Sink, SinkEvent, SinkParts } from '../sink.ts';
import { loadSentinel } from './load-sentinel.ts';
import { judgeSentinelError, sentinelError } from './sentinel-fault.ts';
import { MOST_FIELD_BYTES, type SentinelRow, sentinelRow } from './sentinel-row.ts';
import { sentinelTokens } from './sentinel-tokens.ts';
import { sentinelUpload } from './sentinel-upload.ts';

/** Rows of so many stay below the million bytes that the client sends at once, so each delivery is one request. */
const MOST = Object.freeze({ events: 500, bytes: 700_000 });
/** The longest that one delivery takes, in milliseconds. */
const DELIVERY_MS = 60_000;

/**
 * A table of Microsoft Sentinel, by the Logs Ingestion API of Azure Monitor and its official client. An event that is longer than a field of a table
 * is refused, since Azure would cut it. Raises `config_invalid` where the client is not installed.
 */
export async function sentinelSink(
  config: SentinelSinkConfig & { readonly name: string },
  { secrets, clock }: Pick<SinkParts, 'secrets' | 'clock'>,
): Promise<Sink> {
  const { name } = config;
  const upload = sentinelUpload(await loadSentinel(name), config);
  const tokens = sentinelTokens(config, { secrets, clock });
  const closing = new AbortController();
  const send = async (rows: readonly SentinelRow[], signal: AbortSignal): Promise<void> => {
    const token = await tokens.get({ signal });
    try {
      await upload.send(rows, { token, signal });
    } catch (cause) {
      const replaced = judgeSentinelError(cause) === 'token' && (await tokens.replace((one) => one === token));
      if (!replaced) throw cause;
      await upload.send(rows, { token: await tokens.get({ signal }), signal });
    }
  };
  return Object.freeze({
    ...{ name, kind: 'sentinel', most: MOST },
    deliver: async (events: readonly SinkEvent[], { signal }: { readonly signal: AbortSignal }) => {
      const wanted = AbortSignal.any([signal, closing.signal]);
      const ends = AbortSignal.any([wanted, AbortSignal.timeout(DELIVERY_MS)]);
      if (wanted.aborted) throw new SallyportError('cancelled');
      if (events.some(({ json }) => Buffer.byteLength(json) > MOST_FIELD_BYTES)) throw sentinelError('refused');
      try {
        await untilAborted(send(events.map(sentinelRow), ends), ends);
      } catch (cause) {
        throw wanted.aborted ? new SallyportError('cancelled') : sentinelError(judgeSentinelError(cause));
      }
    },
    close: async () => {
      closing.abort();
      tokens.close();
      upload.close();
    },
  } satisfies Sink);
}
