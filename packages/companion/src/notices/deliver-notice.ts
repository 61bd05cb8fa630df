import { asSallyportError, type SallyportError } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { SqlRunner } from '../storage/index.ts';
import { type Backoff, waitAfter } from './backoff.ts';
import type { Channel } from './channel.ts';
import { dropNotice, giveBackNotice, giveUpNotice, putOffNotice, type TakenNotice } from './notice-rows.ts';
import { readNotice } from './read-notice.ts';

/** What one notice is delivered with. */
export interface NoticeDelivery {
  readonly config: Pick<Config, 'publicUrl' | 'reviews'>;
  readonly database: SqlRunner;
  readonly channel: Channel;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly backoff: Backoff;
  readonly signal: AbortSignal;
}

/**
 * Delivers a notice that was taken, once, and settles it: gone when it was delivered or there is nothing left to tell, put off when it was
 * not, given up after the last attempt, given back when it was cut. Raises what the database does.
 */
export async function deliverNotice(delivery: NoticeDelivery, taken: TakenNotice): Promise<void> {
  const { database, config, channel, signal, backoff } = delivery;
  const notice = await readNotice(database, taken, config);
  if (notice === undefined) return dropNotice(database, taken);
  // Whoever took it before died with it, each time.
  if (taken.attempts > backoff.attempts) return settleFailed(delivery, taken, undefined);
  try {
    await channel.deliver(notice, { signal });
  } catch (cause) {
    if (signal.aborted) return giveBackNotice(database, taken);
    return settleFailed(delivery, taken, asSallyportError(cause));
  }
  return dropNotice(database, taken);
}

async function settleFailed(
  { database, channel, log, backoff }: NoticeDelivery,
  taken: TakenNotice,
  error: SallyportError | undefined,
): Promise<void> {
  const wait = waitAfter(taken.attempts, backoff, Math.random());
  const fields = { channel: channel.name, noticeId: taken.id, count: taken.attempts };
  if (wait === undefined) {
    await giveUpNotice(database, taken);
    log.error('notice given up', error, fields);
    return;
  }
  // What a server asks for is heeded, as long as it is not longer than the longest wait.
  const asked = Math.min((error?.details.retryAfter ?? 0) * 1000, backoff.mostMs);
  await putOffNotice(database, { ...taken, waitMs: Math.max(wait, asked) });
  log.warn('notice failed', { ...fields, ...(error === undefined ? {} : { code: error.code }) });
}
