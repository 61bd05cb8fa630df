import type { SlackConfig } from '../../config/index.ts';
import type { NoticeKind } from '../../reviews/notifier.ts';
import type { Channel } from '../channel.ts';
import type { Notice } from '../notice.ts';
import type { PostedMessages } from './posted-messages.ts';
import { reviewMessage } from './review-message.ts';
import { okOf, type SlackApi } from './slack-api.ts';

/** What ends a review's message: it is changed where it stands. Everything else is to be seen, so it is a message of its own. */
const ENDINGS: ReadonlySet<NoticeKind> = new Set(['decided', 'expired']);

/** Errors by which Slack says that there is no such message any more. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** What a workspace is told with. */
export interface SlackChannelParts {
  readonly api: SlackApi;
  readonly posted: PostedMessages;
}

/** Posts notices to a channel of Slack, with buttons while there is something to decide. */
export function slackChannel(
  { name, channel }: Pick<SlackConfig, 'name' | 'channel'>,
  { api, posted }: SlackChannelParts,
): Channel {
  return Object.freeze({
    name,
    deliver: async (notice, { signal }) => {
      const { id } = notice.review;
      const ending = ENDINGS.has(notice.kind);
      if (ending && (await updateAll(notice, { api, posted, signal }))) return;
      const body = { channel, ...reviewMessage(notice) };
      const { channel: at, ts } = okOf(await api({ method: 'chat.postMessage', body, signal }));
      if (!ending && at !== undefined && ts !== undefined) posted.remember(id, { channel: at, ts });
    },
  } satisfies Channel);
}

/** Changes every message that the review is known to have, and tells whether there was one. */
async function updateAll(
  notice: Notice,
  { api, posted, signal }: SlackChannelParts & { readonly signal: AbortSignal },
): Promise<boolean> {
  const { id } = notice.review;
  let changed = false;
  for (const at of posted.of(id)) {
    const answer = await api({ method: 'chat.update', body: { ...at, ...reviewMessage(notice) }, signal });
    if (!answer.ok && GONE.has(answer.error ?? '')) continue;
    okOf(answer);
    changed = true;
  }
  posted.forget(id);
  return changed;
}
