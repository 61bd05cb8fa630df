import { SallyportError } from '@sallyport/core';
import { type AdminAnswer, readAdminAnswer } from './admin-answer.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { companionUrl } from './companion-url.ts';
import { proofKey } from './proof-key.ts';
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

/** How the companion's failures are told. */
export const COMPANION_ERRORS = { unreachable: 'companion_unreachable', invalid: 'companion_invalid' } as const;

/** Opens the session that is kept in a file. Raises `admin_session_expired`, `file_unreadable`. */
export async function adminClient(file: string): Promise<AdminClient> {
  const { url: kept, token, key: jwk, expires } = await readSession(file);
  const url = companionUrl(kept);
  if (expires <= Date.now()) throw new SallyportError('admin_session_expired');
  const key = await proofKey(jwk);
  const request = boundedFetch(COMPANION_ERRORS);
  return {
    call: async ({ method, path, body }) => {
      const target = `${url}${path}`;
      const dpop = await key.prove({ method, url: target, token });
      const headers = { authorization: `DPoP ${token}`, dpop };
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const typed = body === undefined ? {} : { 'content-type': 'application/json' };
      return readAdminAnswer(await request(target, { method, headers: { ...headers, ...typed }, ...json }));
    },
  };
}
