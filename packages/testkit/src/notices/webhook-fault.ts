import { createHmac } from 'node:crypto';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { readObject } from '../stand-in/start-stand-in.ts';

const TOLERANCE_S = 300;

/**
 * Why a receiver refuses a webhook; `undefined` when it takes it. Written after the Standard Webhooks specification 1.0, apart from what signs:
 * the secret is `whsec_` and base64, the time is within five minutes, and one of the signatures with `v1,` fits.
 */
export function webhookFault(
  { headers, body, method }: Pick<ReceivedRequest, 'headers' | 'body' | 'method'>,
  { secret, now }: { readonly secret: string; readonly now: number },
): string | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return 'not JSON that is posted';
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    return 'headers missing';
  if (!/^\d+$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_S) return 'timestamp';
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'utf8'), body]);
  const key = Buffer.from(secret.split('_')[1] ?? '', 'base64');
  const expected = createHmac('sha256', key).update(content).digest('base64');
  if (!signatures.split(' ').some((one) => one === `v1,${expected}`)) return 'signature';
  return readObject(body)?.id === id ? undefined : 'another id in the body';
}
