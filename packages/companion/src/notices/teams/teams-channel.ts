import type { TeamsConfig } from '../../config/index.ts';
import type { SecretStore } from '../../secrets/index.ts';
import type { Channel } from '../channel.ts';
import type { NoticeHttp } from '../notice-http.ts';
import { readSecret } from '../read-secret.ts';
import { adaptiveCard } from './adaptive-card.ts';

/** Posts notices to a channel of Microsoft Teams, by its workflow's URL: that is a secret, so it is judged each time. */
export function teamsChannel(
  { name, urlSecret }: TeamsConfig,
  { http, secrets }: { readonly http: Pick<NoticeHttp, 'post'>; readonly secrets: Pick<SecretStore, 'get'> },
): Channel {
  return Object.freeze({
    name,
    deliver: async (notice, { signal }) => {
      const url = (await readSecret(secrets, urlSecret)).trim();
      const body = JSON.stringify(adaptiveCard(notice));
      await http.post(url, { headers: { 'content-type': 'application/json' }, body, signal });
    },
  } satisfies Channel);
}
