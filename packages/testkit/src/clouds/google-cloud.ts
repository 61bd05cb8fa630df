import { jsonAnswer } from '../provider/answer.ts';
import { type Cloud, oauthError, readJson } from './cloud.ts';

const PROVIDER = '//iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/ward/providers/sallyport';

/** What is registered with Google Cloud. */
export const GOOGLE_CLOUD = Object.freeze({
  provider: PROVIDER,
  audience: `https:${PROVIDER}`,
  serviceAccount: 'notes@ward.iam.gserviceaccount.com',
  scope: 'https://www.googleapis.com/auth/cloud-platform',
  path: '/v1/token',
});

const IMPERSONATION = `/v1/projects/-/serviceAccounts/${encodeURIComponent(GOOGLE_CLOUD.serviceAccount)}:generateAccessToken`;

/** Google's STS, RFC 8693 in a form, and the endpoint that gives a service account's token to who holds one of its. */
export const googleCloud: Cloud = async (request, parts) => {
  if (request.method !== 'POST') return undefined;
  const { mint, trust } = parts;
  if (request.path === IMPERSONATION) {
    const federated = mint.tokens.some((token) => request.headers.authorization === `Bearer ${token}`);
    const { scope, lifetime } = readJson(request.body);
    if (!federated) return jsonAnswer({ error: { code: 401, status: 'UNAUTHENTICATED' } }, 401);
    if (!Array.isArray(scope) || !/^\d+s$/.test(String(lifetime))) return oauthError('invalid_request', request);
    return jsonAnswer({ accessToken: mint.make('ya29.account-'), expireTime: mint.ends.toISOString() });
  }
  if (request.path !== GOOGLE_CLOUD.path) return undefined;
  const asked = Object.fromEntries(new URLSearchParams(request.body));
  const wellFormed =
    asked.grant_type === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
    asked.subject_token_type === 'urn:ietf:params:oauth:token-type:jwt' &&
    asked.requested_token_type === 'urn:ietf:params:oauth:token-type:access_token' &&
    asked.audience === PROVIDER &&
    asked.scope === GOOGLE_CLOUD.scope;
  if (!wellFormed) return oauthError('invalid_request', request);
  if ((await trust(asked.subject_token, { audience: GOOGLE_CLOUD.audience })) === undefined) {
    return oauthError('invalid_grant', request);
  }
  return jsonAnswer({
    access_token: mint.make('ya29.federated-'),
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: mint.lifetimeSeconds,
  });
};
