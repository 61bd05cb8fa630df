import type { Clock } from '@sallyport/core';
import type { NotifyConfig } from '../config/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import type { Channel } from './channel.ts';
import { emailChannel } from './email/email-channel.ts';
import type { NoticeHttp } from './notice-http.ts';
import { PostedMessages } from './slack/posted-messages.ts';
import { type SlackApi, slackApi } from './slack/slack-api.ts';
import { slackChannel } from './slack/slack-channel.ts';
import { teamsChannel } from './teams/teams-channel.ts';
import { webhookChannel } from './webhook/webhook-channel.ts';

/** What channels are opened with. */
export interface ChannelParts {
  readonly http: NoticeHttp;
  /** Asked at each attempt: so what is rotated is used from the next one on. */
  readonly secrets: Pick<SecretStore, 'get' | 'versions'>;
  readonly clock: Clock;
}

/** The configured channels, by name, and the workspace of Slack. */
export interface Channels {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly slack?: { readonly api: SlackApi; readonly posted: PostedMessages };
}

/** Opens the configured channels: nothing is sent, and no secret is read yet. */
export function openChannels(config: NotifyConfig, parts: ChannelParts): Channels {
  const { webhooks = [], slack, teams = [], email = [] } = config;
  const workspace = slack === undefined ? undefined : { api: slackApi(slack, parts), posted: new PostedMessages() };
  const channels = [
    ...webhooks.map((one) => webhookChannel(one, parts)),
    ...(slack === undefined || workspace === undefined ? [] : [slackChannel(slack, workspace)]),
    ...teams.map((one) => teamsChannel(one, parts)),
    ...email.map((one) => emailChannel(one, parts)),
  ];
  return {
    channels: new Map(channels.map((one) => [one.name, one])),
    ...(workspace === undefined ? {} : { slack: workspace }),
  };
}

/** The names of the configured channels. */
export function channelNames({ webhooks = [], slack, teams = [], email = [] }: NotifyConfig = {}): readonly string[] {
  return [...webhooks, ...(slack === undefined ? [] : [slack]), ...teams, ...email].map(({ name }) => name);
}
