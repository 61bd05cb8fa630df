import { type Clock, SallyportError } from '@sallyport/core';
import type { WebhookConfig } from '../../config/index.ts';
import type { SecretStore } from '../../secrets/index.ts';
import type { Channel } from '../channel.ts';
import type { NoticeHttp } from '../notice-http.ts';
import { webhookHeaders } from './sign-webhook.ts';
import { webhookBody } from './webhook-body.ts';

/** What webhooks are sent with. */
export interface WebhookParts {
  readonly http: Pick<NoticeHttp, 'post'>;
  readonly secrets: Pick<SecretStore, 'versions'>;
  readonly clock: Clock;
}

/** Posts notices to an endpoint, signed as Standard Webhooks says: while its secret is being rotated, with both versions. */
export function webhookChannel(config: WebhookConfig, { http, secrets, clock }: WebhookParts): Channel {
  const { name, url, secret, insecureHttp } = config;
  return Object.freeze({
    name,
    deliver: async (notice, { signal }) => {
      const versions = await secrets.versions(secret).catch(() => []);
      if (versions.length === 0) throw new SallyportError('credential_unavailable');
      const body = webhookBody(notice);
      const timestamp = Math.floor(clock.now() / 1000);
      const signed = webhookHeaders(
        versions.map(({ value }) => value),
        { id: notice.id, timestamp, body },
      );
      const headers = { 'content-type': 'application/json', 'user-agent': 'sallyport', ...signed };
      await http.post(url, { headers, body, signal, http: insecureHttp });
    },
  } satisfies Channel);
}
