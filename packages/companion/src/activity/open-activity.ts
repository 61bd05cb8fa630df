import type { KeyObject } from 'node:crypto';
import { type Clock, fromUtf8 } from '@sallyport/core';
import type { Config } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import type { Log } from '../log/index.ts';
import type { Database } from '../storage/index.ts';
import type { Ticker } from '../ticker/index.ts';
import { digestJson } from './digest-json.ts';
import { digestRows, type KeptDigest } from './digest-rows.ts';
import type { Rhythm } from './periods.ts';
import { type SignOrder, signDigest } from './sign-digest.ts';
import { overdueBefore, startActivityTicker } from './start-activity-ticker.ts';
import { zonedTime } from './zoned-time.ts';

/** How many digests nobody signed off yet, and of how many of these it is too long ago. */
export interface ActivityStanding {
  readonly waiting: number;
  readonly overdue: number;
}

/** The regular review of activity, 45 CFR 164.308(a)(1)(ii)(D): digests of it, and people who sign them off. Each method raises `ledger_unavailable`. */
export interface Activity {
  /** The digests in JSON, those that wait first, at most 200; and how many wait, and are overdue. */
  list(): Promise<object>;
  /** One in JSON, with `content`: the exact text that its digest is of. Raises `activity_unknown`, `secret_unsealed`. */
  show(id: string): Promise<object>;
  /** Signs one off, recorded, and gives it in JSON. Raises `activity_unknown`, `activity_own`, `activity_signed`. */
  sign(order: SignOrder): Promise<object>;
  /** For metrics. */
  standing(): Promise<ActivityStanding>;
  /** Begins to make digests. */
  start(): Ticker;
}

/** What it is put together from. */
export interface ActivityParts {
  readonly config: Pick<Config, 'activity' | 'sinks' | 'people'>;
  readonly database: Database;
  /** What digests are sealed under. */
  readonly key: KeyObject;
  readonly log: Pick<EventLog, 'record' | 'commit'>;
  readonly logger: Pick<Log, 'info' | 'warn' | 'error'>;
  readonly clock: Clock;
  /** The name that the companion's own event keys count under in the database: that of the first. */
  readonly ownKid: () => string;
}

const MOST_LISTED = 200;

/** Puts the review of activity together. */
export function openActivity({ config, key, ...parts }: ActivityParts): Activity {
  const { activity, sinks = [], people = [] } = config;
  const { database, clock } = parts;
  const rows = digestRows(database, key);
  const before = () => overdueBefore(clock.now(), activity);
  const told = (digest: KeptDigest) => digestJson(digest, digest.createdAt < before());
  const standing = async () => {
    const [waiting, overdue] = [await rows.countWaiting(), await rows.countWaiting(before())];
    return { waiting, overdue };
  };
  const working = { ...parts, rows, people, activity, sinks: sinks.map(({ name }) => name) };
  const rhythm = rhythmOf(activity);
  return Object.freeze({
    list: async () => {
      const found = await rows.list(MOST_LISTED + 1);
      const digests = found.slice(0, MOST_LISTED).map(told);
      return { digests, more: found.length > MOST_LISTED, every: activity.every, ...(await standing()) };
    },
    show: async (id) => {
      const digest = await rows.find(id);
      return { digest: { ...told(digest), content: fromUtf8(digest.bytes) } };
    },
    sign: async (order) => ({ digest: told(await signDigest(working, order)) }),
    standing,
    start: () => startActivityTicker({ ...working, ...(rhythm === undefined ? {} : { rhythm }) }),
  } satisfies Activity);
}

function rhythmOf({ every, timeZone }: Config['activity']): Rhythm | undefined {
  return every === 'off' ? undefined : { every, zone: zonedTime(timeZone) };
}
