import OpenAI from 'openai';
import { CLIENT_KEY, proofFor, provingFetch } from './proving.ts';
import { type RawAnswer, rawCall } from './raw-call.ts';
import type { Stack } from './start-stack.ts';

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** A call that any operation of the stand-in answers. */
export const EMBEDDING = Object.freeze({ model: 'text-embedding-3-small', input: 'no identifiers' });

/** The fields of a right token exchange, RFC 8693 §2.1. */
export function exchangeFields(token: string, audience = 'openai'): Readonly<Record<string, string>> {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: ACCESS_TOKEN,
    audience,
  };
}

/** The headers of a token exchange, with a fresh proof of possession. */
export async function exchangeHeaders(
  stack: Pick<Stack, 'companion'>,
  key = CLIENT_KEY,
): Promise<Readonly<Record<string, string>>> {
  const dpop = await proofFor({ url: `${stack.companion.url}/oauth/token`, key });
  return { 'content-type': 'application/x-www-form-urlencoded', dpop };
}

/** Posts a form to the token endpoint. */
export async function postForm(
  stack: Pick<Stack, 'companion'>,
  form: Readonly<Record<string, string>> | string,
  key = CLIENT_KEY,
): Promise<RawAnswer> {
  const body = new URLSearchParams(form).toString();
  return rawCall(stack.companion.url, { path: '/oauth/token', headers: await exchangeHeaders(stack, key), body });
}

/** Exchanges a token, which must succeed, for a grant. */
export async function exchangeGrant(
  stack: Stack,
  fields: Readonly<Record<string, string>>,
  key = CLIENT_KEY,
): Promise<string> {
  const { body } = await postForm(stack, fields, key);
  return (JSON.parse(body) as { readonly access_token: string }).access_token;
}

/** An unguarded client with nothing but a changed base URL and a token for a key; no retries. */
export function plainClient(stack: Stack, token: string, connection = 'openai'): OpenAI {
  return new OpenAI({ baseURL: `${stack.companion.url}/c/${connection}/v1`, apiKey: token, maxRetries: 0 });
}

/** An unguarded client that holds a grant and proves, with each call, that it holds the key too; no retries. */
export function provingClient(stack: Stack, grant: string, key = CLIENT_KEY): OpenAI {
  const baseURL = `${stack.companion.url}/c/openai/v1`;
  return new OpenAI({ baseURL, apiKey: 'unused', maxRetries: 0, fetch: provingFetch(grant, key) });
}

/** A guarded client whose token source gives this token. */
export function guardedClient(stack: Stack, token: string): OpenAI {
  return stack.client({ tokenSource: { getToken: async () => ({ token, type: ACCESS_TOKEN }) } });
}
