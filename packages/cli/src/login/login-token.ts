import { SallyportError } from '@sallyport/core';
import type { TokenEndpointResponse } from 'openid-client';

/** What the identity provider gave, to log in to the companion with. */
export interface LoginToken {
  readonly token: string;
  readonly type: 'id_token' | 'access_token';
}

/** The ID token where there is one: it says for which client it was made. */
export function loginToken({ id_token: idToken, access_token: accessToken }: TokenEndpointResponse): LoginToken {
  return idToken === undefined ? { token: accessToken, type: 'access_token' } : { token: idToken, type: 'id_token' };
}

/** Waits for the identity provider; whatever it refuses is `login_failed`, without what it said. */
export async function orLoginFailed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new SallyportError('login_failed');
  }
}
