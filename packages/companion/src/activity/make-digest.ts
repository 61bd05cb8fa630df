import { type Clock, utf8 } from '@sallyport/core';
import type { ActivityConfig } from '../config/index.ts';
import type { Database } from '../storage/index.ts';
import type { DigestContent } from './digest-content.ts';
import { FindingTally } from './finding-tally.ts';
import type { Period, Rhythm } from './periods.ts';
import { readActivity } from './read-activity.ts';
import { findSinks } from './sink-findings.ts';
import { offHours } from './working-hours.ts';

/** What digests are made with. */
export interface MakingParts {
  readonly database: Pick<Database, 'query'>;
  /** The name that the companion's own event keys count under in the database. */
  readonly ownKid: () => string;
  readonly activity: ActivityConfig;
  /** The configured sinks. */
  readonly sinks: readonly string[];
  readonly clock: Clock;
}

/** A digest that was made. */
export interface MadeDigest {
  readonly id: string;
  readonly period: Period;
  readonly first: number;
  readonly end: number;
  /** Its exact bytes: JSON, a `DigestContent`. */
  readonly bytes: Uint8Array;
  readonly findings: number;
  readonly madeAt: Date;
}

/** What is made. */
export interface DigestOrder {
  readonly period: Period;
  readonly rhythm: Rhythm;
  /** Ends the work after the page it is at. */
  readonly signal: AbortSignal;
}

/** Makes the digest of a period. Gives `undefined` where that was ended before. Raises `ledger_unavailable`. */
export async function makeDigest(parts: MakingParts, order: DigestOrder): Promise<MadeDigest | undefined> {
  const { database, activity, sinks, clock } = parts;
  const { period, rhythm, signal } = order;
  const tally = new FindingTally();
  const read = await readActivity({
    ...{ database, period, tally, signal },
    ownKid: parts.ownKid(),
    burst: activity.burst,
    silenceMs: activity.silenceMinutes * 60_000,
    offHours: offHours(activity.workingHours, rhythm.zone),
  });
  if (read === undefined) return undefined;
  await findSinks(database, tally, { period, end: read.end, names: sinks });
  const { findings, unlisted, unnamed, unnamedCut } = tally.list();
  const [id, madeAt] = [crypto.randomUUID(), new Date(clock.now())];
  const content: DigestContent = {
    ...{ version: 1, id, from: timeText(period.from), to: timeText(period.to) },
    ...{ every: rhythm.every, time_zone: activity.timeZone },
    ...{ first: read.first, end: read.end, made_at: madeAt.toISOString(), counts: read.counts },
    ...{ findings, unlisted, unnamed },
    ...(unnamedCut ? { unnamed_cut: true } : {}),
  };
  const { first, end } = read;
  const bytes = utf8(JSON.stringify(content));
  return { id, period, first, end, bytes, findings: findings.length + unlisted, madeAt };
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}
