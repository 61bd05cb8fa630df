import { SallyportError, untilAborted } from '@sallyport/core';
import type { SplunkSinkConfig } from '../../config/index.ts';
import { readSecret } from '../../notices/read-secret.ts';
import type { Sink, SinkEvent, SinkParts } from '../sink.ts';
import { sinkFailure } from '../sink-failure.ts';
import { awaitAck } from './await-ack.ts';
import { ackIdOf, takenAnswer } from './hec-answer.ts';
import { hecBody } from './hec-body.ts';
import { HecChannel } from './hec-channel.ts';
import { type HecClient, hecClient } from './hec-client.ts';

/** What stays, with all that stands around the events, below the million bytes that a collector takes at once (`max_content_length`, the smallest default). */
const MOST = { events: 512, bytes: 786_432 } as const;

/**
 * Sends events to Splunk's HTTP Event Collector, and has delivered them once its indexers acknowledge that they are written. What is not
 * acknowledged within `ackTimeoutMs` raises `sink_unavailable`, and so is sent again. After each failure there is a new channel, so that
 * no number of the one before is ever taken for one of this.
 */
export function splunkSink(config: SplunkSinkConfig & { readonly name: string }, parts: SinkParts): Sink {
  const { name } = config;
  const client = hecClient(config, parts);
  const closing = new AbortController();
  let channel = new HecChannel();
  return Object.freeze({
    ...{ name, kind: 'splunk', most: MOST },
    deliver: async (events: readonly SinkEvent[], { signal: ended }: { readonly signal: AbortSignal }) => {
      const stopped = AbortSignal.any([ended, closing.signal]);
      if (stopped.aborted) throw new SallyportError('cancelled');
      if (events.length === 0) return;
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(config.ackTimeoutMs)]);
      try {
        await send(events, { config, secrets: parts.secrets, client, channel, signal });
      } catch (cause) {
        channel = new HecChannel();
        if (stopped.aborted) throw new SallyportError('cancelled');
        // Whatever the signal raised: it was out of time.
        const why = signal.aborted ? new SallyportError('upstream_timeout') : cause;
        throw sinkFailure(why, { sink: name, log: parts.log });
      }
    },
    close: async () => {
      closing.abort();
      await client.close();
    },
  } satisfies Sink);
}

interface Sending {
  readonly config: SplunkSinkConfig;
  readonly secrets: SinkParts['secrets'];
  readonly client: HecClient;
  readonly channel: HecChannel;
  readonly signal: AbortSignal;
}

async function send(
  events: readonly SinkEvent[],
  { config, secrets, client, channel, signal }: Sending,
): Promise<void> {
  const token = (await untilAborted(readSecret(secrets, config.token), signal)).trim();
  // What is no token goes into no header.
  if (!/^[!-~]{1,1024}$/.test(token)) throw new SallyportError('sink_credential');
  const asking = { channel, token, signal };
  const sent = await client.post({ ...asking, path: '/services/collector/event', body: hecBody(events, config) });
  const id = ackIdOf(takenAnswer(sent));
  const ask = (body: string) => client.post({ ...asking, path: '/services/collector/ack', body });
  await awaitAck(id, { ask, signal });
}
