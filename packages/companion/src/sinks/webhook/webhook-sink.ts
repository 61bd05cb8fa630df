import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import type { WebhookSinkConfig } from '../../config/index.ts';
import { webhookHeaders } from '../../notices/webhook/sign-webhook.ts';
import type { Sink, SinkEvent, SinkParts } from '../sink.ts';
import { webhookHttp } from './webhook-http.ts';

const MOST = Object.freeze({ events: 500, bytes: 1_048_576 });

/** Posts batches of events to an endpoint, signed as Standard Webhooks says: while its secret is being rotated, with both versions. */
export function webhookSink(
  config: WebhookSinkConfig & { readonly name: string },
  { secrets, clock }: Pick<SinkParts, 'secrets' | 'clock'>,
): Sink {
  const { name, secret } = config;
  const http = webhookHttp(config);
  return Object.freeze({
    name,
    kind: 'webhook',
    most: MOST,
    deliver: async (events, { signal }) => {
      const versions = await secrets.versions(secret).catch(() => []);
      if (versions.length === 0) throw new SallyportError('sink_credential');
      const { id, body } = webhookBatch(events);
      const signed = webhookHeaders(
        versions.map(({ value }) => value),
        { id, timestamp: Math.floor(clock.now() / 1000), body },
      );
      const headers = { 'content-type': 'application/json', 'user-agent': 'sallyport', ...signed };
      await http.post({ headers, body, signal });
    },
    close: () => http.close(),
  } satisfies Sink);
}

/**
 * The JSON of a batch, which docs/siem.md describes, and its id: the same one for the same events, so that who has them already knows.
 */
function webhookBatch(events: readonly SinkEvent[]): { readonly id: string; readonly body: string } {
  const ids = events.map(({ index, ocsf }) => [logNameOf(ocsf), index]);
  const id = `msg_${createHash('sha256').update(JSON.stringify(ids)).digest('base64url').slice(0, 32)}`;
  const timestamp = new Date(events.at(-1)?.time ?? 0).toISOString();
  const head = JSON.stringify({ id, type: 'sallyport.events', timestamp });
  return { id, body: `${head.slice(0, -1)},"data":{"events":[${events.map(({ json }) => json).join(',')}]}}` };
}

function logNameOf({ metadata }: SinkEvent['ocsf']): unknown {
  return typeof metadata === 'object' && metadata !== null && 'log_name' in metadata ? metadata.log_name : '';
}
