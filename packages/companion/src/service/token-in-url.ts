import { SallyportError } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';
import type { Handler } from './behind-gate.ts';

/** Parameters that hold a token or what is as good as one, wherever OAuth puts them; `-` and `_` are one, and so are cases. */
const NAMES: ReadonlySet<string> = new Set([
  'access_token',
  'actor_token',
  'assertion',
  'authorization',
  'bearer',
  'bearer_token',
  'bootstrap_token',
  'client_assertion',
  'client_secret',
  'dpop',
  'id_token',
  'jwt',
  'refresh_token',
  'samlresponse',
  'subject_token',
  'token',
]);

/** What a compact JWT looks like, whatever its parameter is called: its header is a JSON object in base64url. */
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** Tells whether the query of a request's target has a token in it: RFC 6750 §2.3 and RFC 9700 §4.3.2 want none there, for it ends in logs. */
export function hasTokenInUrl(target: string): boolean {
  const at = target.indexOf('?');
  if (at < 0) return false;
  const fields = [...new URLSearchParams(target.slice(at + 1))];
  return fields.some(([name, value]) => NAMES.has(name.toLowerCase().replaceAll('-', '_')) || JWT.test(value));
}

/** Refuses a request with a token in its URL, and records that there was one, without it. Raises `token_in_url`. */
export function tokenInUrl(log: EventLog): Handler {
  return async (request) => {
    const details = { error: 'token_in_url' } as const;
    await log.record({ kind: 'auth.failed', status: 'failure', clientIp: request.ip, details });
    throw new SallyportError('token_in_url');
  };
}
