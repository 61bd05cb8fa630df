import { Readable } from 'node:stream';
import { type Clock, readBounded, SallyportError } from '@sallyport/core';
import { type Dispatcher, request } from 'undici';
import type { SplunkSinkConfig } from '../../config/index.ts';
import { openDispatcher } from '../../upstream/open-dispatcher.ts';
import type { HecAnswer } from './hec-answer.ts';
import type { HecChannel } from './hec-channel.ts';

const BOUND = { limit: 65_536, error: 'upstream_too_large' } as const;

/** One request to the collector. */
export interface HecRequest {
  readonly path: '/services/collector/event' | '/services/collector/ack';
  readonly channel: HecChannel;
  readonly token: string;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Speaks to one collector. */
export interface HecClient {
  /** Posts, and gives what was answered. Raises `upstream_*`, and whatever an aborted signal raises. */
  post(asked: HecRequest): Promise<HecAnswer>;
  close(): Promise<void>;
}

/**
 * A way out to a collector: it follows no redirect, calls no address that is never called, verifies every certificate, and reads 64 KiB at
 * most of an answer. The authorities of `caFile` are read at the first request, and again when they change.
 */
export function hecClient(
  { name, url, caFile }: Pick<SplunkSinkConfig, 'url' | 'caFile'> & { readonly name: string },
  { clock }: { readonly clock: Clock },
): HecClient {
  let opened: Promise<Dispatcher> | undefined;
  const open = () => {
    const tls = caFile === undefined ? {} : { tls: { caFile } };
    // One's own network is where collectors are.
    return openDispatcher(
      { name, baseUrl: url, baa: 'self_hosted', privateNetwork: true, ...tls },
      { clock, connections: 1 },
    );
  };
  return Object.freeze({
    post: async (asked: HecRequest) => {
      opened ??= open();
      const dispatcher = await opened.catch((cause: unknown) => {
        opened = undefined;
        throw cause;
      });
      return post(dispatcher, { ...asked, url });
    },
    close: async () => {
      const dispatcher = await opened?.catch(() => undefined);
      await dispatcher?.destroy();
    },
  });
}

async function post(dispatcher: Dispatcher, asked: HecRequest & { readonly url: string }): Promise<HecAnswer> {
  const { url, path, channel, token, body, signal } = asked;
  const answer = await request(`${url}${path}`, {
    ...{ dispatcher, method: 'POST', body, signal },
    headers: {
      authorization: `Splunk ${token}`,
      'content-type': 'application/json',
      'user-agent': 'sallyport',
      'x-splunk-request-channel': channel.id,
      ...channel.headers(),
    },
  });
  const bytes = await readBounded(Readable.toWeb(answer.body) as ReadableStream<Uint8Array>, BOUND);
  if (answer.statusCode >= 300 && answer.statusCode < 400) throw new SallyportError('upstream_redirected');
  channel.remember(answer.headers['set-cookie']);
  return { status: answer.statusCode, json: readObject(Buffer.from(bytes).toString('utf8')) };
}

function readObject(text: string): HecAnswer['json'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
