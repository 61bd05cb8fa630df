import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, errorAnswer, jsonAnswer } from './answer.ts';

/** Whom a provider lets in. */
export interface Doorkeeper {
  readonly key: string;
  readonly accepts: (token: string) => boolean;
}

/** Lets in who holds a bearer that is accepted, as OpenAI does. Otherwise gives OpenAI's 401. */
export function authorizeOpenAi(headers: IncomingHttpHeaders, accepts: Doorkeeper['accepts']): Answer | undefined {
  const { authorization } = headers;
  if (isAccepted(authorization, accepts)) return undefined;
  if (authorization === undefined) {
    return errorAnswer(401, {
      message:
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth " +
        '(i.e. Authorization: Bearer YOUR_KEY).',
    });
  }
  return errorAnswer(401, {
    message: `Incorrect API key provided: ${starred(authorization.replace(/^Bearer /, ''))}.`,
    code: 'invalid_api_key',
  });
}

/** Lets in who holds the key, as Azure does: `api-key: KEY`, or a bearer that is accepted. Otherwise gives Azure's 401. */
export function authorizeAzure(headers: IncomingHttpHeaders, { key, accepts }: Doorkeeper): Answer | undefined {
  if (headers['api-key'] === key || isAccepted(headers.authorization, accepts)) return undefined;
  const message = 'Access denied due to invalid subscription key or wrong API endpoint.';
  return jsonAnswer({ error: { code: '401', message } }, 401);
}

function isAccepted(authorization: string | undefined, accepts: Doorkeeper['accepts']): boolean {
  return authorization?.startsWith('Bearer ') === true && accepts(authorization.slice('Bearer '.length));
}

/** As OpenAI does it: the first eight and last four characters stay, and short keys are all stars. */
function starred(key: string): string {
  if (key.length <= 12) return '*'.repeat(key.length);
  return `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}
