import { SallyportError } from '@sallyport/core';
import type { AdminAnswer } from './admin-answer.ts';
import { readAdminStream } from './admin-stream.ts';
import { companionUrl } from './companion-url.ts';
import { proofKey } from './proof-key.ts';
import { COMPANION_ERRORS, provenCall, provenExchange } from './proven-call.ts';
import { readSession } from './session-file.ts';
import { streamedFetch } from './streamed-fetch.ts';

/** A call of the admin plane, or a reading of the log. */
export interface AdminCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/v1/admin/${string}` | `/log/${string}` | '/v1/trust';
  readonly body?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the call up: it raises `companion_unreachable`. */
  readonly signal?: AbortSignal;
}

/** Calls the admin plane in the session that is kept, each call with a proof of its own. */
export interface AdminClient {
  /** Raises the error that the companion names, `companion_unreachable`, `companion_invalid`. */
  call(call: AdminCall): Promise<AdminAnswer>;
  /** The same, for an answer that is given as it comes. Once it has begun it raises `companion_unreachable` where it breaks off. */
  stream(call: AdminCall): Promise<AsyncIterable<Uint8Array>>;
  /** The companion's public URL, without a trailing slash. */
  readonly url: string;
}

/** Opens the session that is kept in a file. Raises `admin_session_expired`, `file_unreadable`. */
export async function adminClient(file: string): Promise<AdminClient> {
  const { url: kept, token, key: jwk, expires } = await readSession(file);
  const url = companionUrl(kept);
  if (expires <= Date.now()) throw new SallyportError('admin_session_expired');
  const key = await proofKey(jwk);
  const proven = ({ path, ...call }: AdminCall) => ({ ...call, url: `${url}${path}`, token, key });
  return {
    url,
    call: (call) => provenCall(proven(call)),
    stream: (call) => provenExchange(proven(call), { send: streamedFetch(COMPANION_ERRORS), read: readAdminStream }),
  };
}
