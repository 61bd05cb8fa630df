import { jsonAnswer } from '../provider/answer.ts';
import { type Cloud, oauthError } from './cloud.ts';

/** The host's user-assigned identity, beside the one of the system. */
export const METADATA_CLOUD = Object.freeze({
  clientId: '93a4f0c2-1d7b-4f0b-8a3b-2f1d6c4e9a77',
  resource: 'https://cognitiveservices.azure.com',
});

/** MSAL ends it with a slash where the environment names the host. */
const TOKEN_PATH = /^\/metadata\/identity\/oauth2\/token\/?$/;

/** Azure's instance metadata service: tokens for the host's managed identities, for who sends its header. */
export const metadataCloud: Cloud = async (request, { mint }) => {
  const url = new URL(request.path, 'http://metadata.invalid');
  if (request.method !== 'GET' || !TOKEN_PATH.test(url.pathname)) return undefined;
  const asked = Object.fromEntries(url.searchParams);
  const { client_id: clientId = METADATA_CLOUD.clientId } = asked;
  const wellFormed =
    request.headers.metadata === 'true' &&
    request.headers['x-forwarded-for'] === undefined &&
    asked['api-version'] !== undefined &&
    asked.resource === METADATA_CLOUD.resource;
  if (!wellFormed) return oauthError('invalid_request', request);
  if (clientId !== METADATA_CLOUD.clientId) return oauthError('invalid_request', request);
  return jsonAnswer({
    access_token: mint.make('imds-'),
    client_id: clientId,
    expires_in: String(mint.lifetimeSeconds),
    expires_on: String(Math.floor(mint.ends.getTime() / 1000)),
    resource: asked.resource,
    token_type: 'Bearer',
  });
};
