import { createHmac } from 'node:crypto';

/** What is signed: the notice's id, the time of the attempt, and the body's exact bytes. */
export interface SignedWebhook {
  readonly id: string;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
  readonly body: string;
}

const PREFIX = 'whsec_';

/** The headers of Standard Webhooks 1.0 for a body: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, one for each secret. */
export function webhookHeaders(
  secrets: readonly string[],
  { id, timestamp, body }: SignedWebhook,
): Readonly<Record<string, string>> {
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => createHmac('sha256', keyOf(secret)).update(signed).digest('base64'));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.map((one) => `v1,${one}`).join(' '),
  };
}

/** What is `whsec_` and base64 is the key in base64; anything else is the key itself, in UTF-8. */
function keyOf(secret: string): Buffer {
  const rest = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  return /^[A-Za-z0-9+/]{16,}={0,2}$/.test(rest) ? Buffer.from(rest, 'base64') : Buffer.from(secret, 'utf8');
}
