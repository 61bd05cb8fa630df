import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  asSallyportError,
  type ErrorCode,
  isSallyportError,
  isSecureUrl,
  readBounded,
  SallyportError,
} from '@sallyport/core';
import { Agent, type Dispatcher, request } from 'undici';
import { namesForbidden } from '../../addresses/address-kind.ts';
import { checkedLookup } from '../../addresses/checked-lookup.ts';
import type { WebhookSinkConfig } from '../../config/index.ts';

/** How long one attempt may take, in milliseconds. */
const ATTEMPT_MS = 30_000;

const BOUND = { limit: 65_536, error: 'sink_unavailable' } as const;

/** The statuses that say that a body will never be taken as it is. */
const REFUSED: ReadonlySet<number> = new Set([400, 413, 422]);

/** A way to one endpoint. */
export interface WebhookHttp {
  /** Posts a body, and resolves once it was taken. Raises `sink_refused`, `sink_unavailable`, `sink_credential`, `cancelled`. */
  post(posted: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  }): Promise<void>;
  close(): Promise<void>;
}

/**
 * A way to an endpoint: it follows no redirect, calls no address that is never called, verifies every certificate, by the given authorities
 * alone where there are some, and reads 64 KiB of an answer at most. The authorities are read at the first attempt that finds them.
 */
export function webhookHttp({
  url,
  caFile,
  insecureHttp,
}: Pick<WebhookSinkConfig, 'url' | 'caFile' | 'insecureHttp'>): WebhookHttp {
  let open: Promise<Agent> | undefined;
  const dispatcher = () => {
    open ??= openAgent(caFile).catch((cause: unknown) => {
      open = undefined;
      throw cause;
    });
    return open;
  };
  return Object.freeze({
    post: async ({ headers, body, signal: ended }) => {
      if (ended.aborted) throw new SallyportError('cancelled');
      const signal = AbortSignal.any([ended, AbortSignal.timeout(ATTEMPT_MS)]);
      try {
        demandSafe(url, insecureHttp);
        const answer = await request(url, { dispatcher: await dispatcher(), method: 'POST', headers, body, signal });
        const text = Readable.toWeb(answer.body) as ReadableStream<Uint8Array>;
        await readBounded(text, BOUND);
        demandTaken(answer);
      } catch (cause) {
        if (ended.aborted) throw new SallyportError('cancelled');
        throw isSinkError(cause) ? cause : new SallyportError('sink_unavailable');
      }
    },
    close: async () => {
      const agent = await open?.catch(() => undefined);
      await agent?.destroy();
    },
  } satisfies WebhookHttp);
}

async function openAgent(caFile: string | undefined): Promise<Agent> {
  const ca = caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') };
  const lookup = checkedLookup((kind) => kind !== 'forbidden');
  const connect = { timeout: 10_000, lookup, minVersion: 'TLSv1.2', rejectUnauthorized: true, ...ca } as const;
  return new Agent({ connect, maxHeaderSize: 16_384, connections: 1 });
}

/** A literal address is looked up by nobody. */
function demandSafe(text: string, http: boolean): void {
  const url = new URL(text);
  const secure = isSecureUrl(url) || (http && url.protocol === 'http:');
  if (!secure || namesForbidden(url)) throw new SallyportError('sink_unavailable');
}

function demandTaken({ statusCode: status, headers }: Dispatcher.ResponseData): void {
  if (status >= 200 && status < 300) return;
  if (REFUSED.has(status)) throw new SallyportError('sink_refused');
  if (status === 401 || status === 403) throw new SallyportError('sink_credential');
  throw new SallyportError('sink_unavailable', retryAfterOf(headers['retry-after']));
}

/** RFC 9110 §10.2.3, in seconds; a date is passed over. */
function retryAfterOf(header: string | string[] | undefined): { readonly retryAfter?: number } {
  return typeof header === 'string' && /^\d{1,5}$/.test(header) ? { retryAfter: Number(header) } : {};
}

function isSinkError(cause: unknown): boolean {
  const codes: readonly ErrorCode[] = ['sink_refused', 'sink_unavailable', 'sink_credential'];
  return isSallyportError(cause) && codes.includes(asSallyportError(cause).code);
}
