import { SallyportError } from '@sallyport/core';
import type { AdminAnswer } from './admin-answer.ts';
import { companionUrl } from './companion-url.ts';
import { proofKey } from './proof-key.ts';
import { provenCall } from './proven-call.ts';
import { readSession } from './session-file.ts';

/** A call of the admin plane. */
export interface AdminCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/v1/admin/${string}`;
  readonly body?: Readonly<Record<string, string>>;
}

/** Calls the admin plane in the session that is kept, each call with a proof of its own. */
export interface AdminClient {
  /** Raises the error that the companion names, `companion_unreachable`, `companion_invalid`. */
  call(call: AdminCall): Promise<AdminAnswer>;
}

/** Opens the session that is kept in a file. Raises `admin_session_expired`, `file_unreadable`. */
export async function adminClient(file: string): Promise<AdminClient> {
  const { url: kept, token, key: jwk, expires } = await readSession(file);
  const url = companionUrl(kept);
  if (expires <= Date.now()) throw new SallyportError('admin_session_expired');
  const key = await proofKey(jwk);
  return {
    call: ({ path, ...call }) => provenCall({ ...call, url: `${url}${path}`, token, key }),
  };
}
