import { SallyportError } from '@sallyport/core';
import type { SlackConfig } from '../../config/index.ts';
import type { SecretStore } from '../../secrets/index.ts';
import type { NoticeHttp } from '../notice-http.ts';
import { readSecret } from '../read-secret.ts';

/** A call of Slack's Web API. */
export interface SlackCall {
  readonly method: 'chat.postMessage' | 'chat.update' | 'views.open';
  readonly body: object;
  readonly signal: AbortSignal;
  /** In milliseconds. Default: that of a notice's attempt. */
  readonly timeoutMs?: number;
}

/** What the Web API answered: `ok`, and beside it what the method gives, or `error`. */
export interface SlackAnswer {
  readonly ok: boolean;
  readonly error?: string;
  readonly channel?: string;
  readonly ts?: string;
}

/** Calls the Web API as the configured app. Raises `upstream_*`, `credential_unavailable`, `cancelled`; an answer that is not `ok` is given back. */
export type SlackApi = (call: SlackCall) => Promise<SlackAnswer>;

/** The errors by which Slack refuses the token itself. */
const REFUSED: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/** A way to the Web API with the bot token of now. */
export function slackApi(
  config: Pick<SlackConfig, 'apiUrl' | 'botToken'>,
  { http, secrets }: { readonly http: Pick<NoticeHttp, 'post'>; readonly secrets: Pick<SecretStore, 'get'> },
): SlackApi {
  return async ({ method, body, ...rest }) => {
    const authorization = `Bearer ${await readSecret(secrets, config.botToken)}`;
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization };
    const { text } = await http.post(`${config.apiUrl}/${method}`, { headers, body: JSON.stringify(body), ...rest });
    return readAnswer(text);
  };
}

/** The answer where it is `ok`. Raises `upstream_credential`, `upstream_failed`. */
export function okOf(answer: SlackAnswer): SlackAnswer {
  if (answer.ok) return answer;
  throw new SallyportError(REFUSED.has(answer.error ?? '') ? 'upstream_credential' : 'upstream_failed');
}

function readAnswer(text: string): SlackAnswer {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('ok' in value) || typeof value.ok !== 'boolean') {
    throw new SallyportError('upstream_invalid');
  }
  const { ok, error, channel, ts } = value as Readonly<Record<string, unknown>>;
  const texts = Object.entries({ error, channel, ts }).filter(([, one]) => typeof one === 'string');
  return { ok: ok === true, ...Object.fromEntries(texts) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
