import type { Clock } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { Notifier } from '../reviews/notifier.ts';
import type { SecretStore } from '../secrets/index.ts';
import type { SqlRunner } from '../storage/index.ts';
import { type Backoff, DEFAULT_BACKOFF } from './backoff.ts';
import { type Delivering, startDelivering } from './deliver-notices.ts';
import { noticeHttp } from './notice-http.ts';
import { insertNotices } from './notice-rows.ts';
import { type Channels, openChannels } from './open-channels.ts';

/** What a notifier works with. */
export interface NotifierParts {
  readonly config: Pick<Config, 'notify' | 'publicUrl' | 'reviews'>;
  readonly database: SqlRunner;
  readonly secrets: Pick<SecretStore, 'get' | 'versions'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Default: ten attempts in about four hours. */
  readonly backoff?: Backoff;
  /** How often it is looked for notices, in milliseconds. Default 1,000. */
  readonly everyMs?: number;
}

/** A notifier, and what delivers what it queues. */
export interface OpenNotifier extends Notifier, Pick<Channels, 'slack'> {
  /** Starts to deliver what any replica queues. Once. */
  start(): Delivering;
}

/**
 * Opens the notifier of the configured channels; without any, nothing is queued. Each replica delivers: a notice is taken by one of
 * them, tried again and again, and comes at least once, under the same id each time.
 */
export function openNotifier(parts: NotifierParts): OpenNotifier {
  const { config, database, log, backoff = DEFAULT_BACKOFF, everyMs = 1_000 } = parts;
  const http = noticeHttp();
  const { channels, slack } = openChannels(config.notify ?? {}, { ...parts, http });
  const names = [...channels.keys()];
  return Object.freeze({
    ...(slack === undefined ? {} : { slack }),
    queue: async (runner, { review, kind, at }) => {
      if (names.length > 0) await insertNotices(runner, { review, kind, at, channels: names });
    },
    start: () => startDelivering({ config, database, channels, log, backoff, everyMs, close: () => http.close() }),
  } satisfies OpenNotifier);
}
