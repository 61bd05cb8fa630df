import { createHmac } from 'node:crypto';
import { webhookFault } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { webhookHeaders } from './sign-webhook.ts';

/** The example of the Standard Webhooks specification. */
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};
const signature = (secrets: readonly string[], more = {}) =>
  webhookHeaders(secrets, { ...EXAMPLE, ...more })['webhook-signature'];

describe('the signature of a webhook', () => {
  it('is that of the specification’s example', () => {
    expect(webhookHeaders([EXAMPLE.secret], EXAMPLE)).toEqual({
      'webhook-id': EXAMPLE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is believed by a receiver of somebody else’s', async () => {
    const secret = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64')}`;
    const id = crypto.randomUUID();
    const timestamp = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ id });
    const headers = { 'content-type': 'application/json', ...webhookHeaders([secret], { id, timestamp, body }) };
    const fault = (more: object) =>
      webhookFault({ method: 'POST', headers, body: Buffer.from(body), ...more }, { secret, now: Date.now() });
    expect(fault({})).toBeUndefined();
    expect(fault({ body: Buffer.from(`${body} `) })).toBe('signature');
    expect(fault({ headers: { ...headers, 'webhook-id': crypto.randomUUID() } })).toBe('signature');
    expect(fault({ headers: { ...headers, 'webhook-timestamp': String(timestamp - 1) } })).toBe('signature');
    expect(fault({ headers: { ...headers, 'webhook-timestamp': String(timestamp - 301) } })).toBe('timestamp');
  });

  it('is there once for each secret that lives', () => {
    const both = signature([EXAMPLE.secret, 'another secret']) ?? '';
    expect(both.split(' ')).toEqual([signature([EXAMPLE.secret]), signature(['another secret'])]);
  });

  it('takes a secret that is no whsec_ as it is', () => {
    const signed = `${EXAMPLE.id}.${EXAMPLE.timestamp}.${EXAMPLE.body}`;
    for (const secret of ['a plain secret', 'whsec_not base64!']) {
      expect(signature([secret])).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
    }
  });
});
