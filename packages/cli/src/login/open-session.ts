import { SallyportError } from '@sallyport/core';
import { textOf, textsOf } from '../admin/admin-answer.ts';
import { newProofKey } from '../admin/proof-key.ts';
import { provenCall } from '../admin/proven-call.ts';
import type { StoredSession } from '../admin/session-file.ts';
import type { LoginToken } from './login-token.ts';

/** With what a session is opened. */
export interface SessionOrder {
  /** The companion's public URL. */
  readonly url: string;
  readonly token: LoginToken;
  readonly bootstrapToken?: string | undefined;
}

/** A session that was opened, with its roles. */
export interface OpenedSession extends StoredSession {
  readonly roles: readonly string[];
}

/** Opens a session of the admin plane, bound to a new key. Raises the error that the companion names, `companion_unreachable`, `companion_invalid`. */
export async function openSession({ url, token, bootstrapToken }: SessionOrder): Promise<OpenedSession> {
  const key = await newProofKey();
  const body = {
    token: token.token,
    token_type: token.type,
    ...(bootstrapToken === undefined ? {} : { bootstrap_token: bootstrapToken }),
  };
  const now = Date.now();
  const answer = await provenCall({ method: 'POST', url: `${url}/v1/admin/session`, key, body });
  const { expires_in: seconds } = answer;
  if (typeof seconds !== 'number' || answer.token_type !== 'DPoP') throw new SallyportError('companion_invalid');
  return {
    url,
    token: textOf(answer, 'access_token'),
    key: key.jwk,
    expires: now + seconds * 1000,
    roles: textsOf(answer, 'roles'),
  };
}
