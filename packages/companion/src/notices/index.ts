export type { Delivering } from './deliver-notices.ts';
export { channelNames } from './open-channels.ts';
export { type OpenNotifier, openNotifier } from './open-notifier.ts';
export { type SlackInteractions, slackInteractions } from './slack/slack-interactions.ts';
