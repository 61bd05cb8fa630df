import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Companion, createLog, type RunningWitness, startCompanion } from '@sallyport/companion';
import { asSallyportError } from '@sallyport/core';
import { findFaults } from '../check/find-faults.ts';
import { readExport } from '../check/read-export.ts';
import { readRecordings } from '../check/read-recordings.ts';
import type { Conclusion } from '../report.ts';
import type { Cast } from './cast.ts';
import type { Surroundings } from './open-surroundings.ts';

/** So far ahead is the last companion's clock: every session was opened long enough ago to be swept. */
const AHEAD_MS = 600_000;

/** How long the sweeper may take. Milliseconds. */
const SWEEP_MS = 60_000;

/**
 * Kills the client a last time, lets another deliver what is in the spool, kills the companion, lets another close what is open, and
 * holds what was promised against the ledger, and the ledger against what its witness has seen. Last, it puts the database back to before.
 */
export async function conclude(surroundings: Surroundings, cast: Cast): Promise<Conclusion> {
  const { book } = cast;
  await cast.client.kill();
  await cast.deliverAll();
  await Promise.all([cast.client.kill(), cast.companion.kill()]);
  book.takeRequests(surroundings.provider);
  await book.settle();
  const older = await surroundings.postgres.copyDatabase(surroundings.databaseUrl);
  const { folder, notes } = await exportSwept(surroundings);
  const { tally, unverified } = await readExport(folder, notes);
  const recordings = await readRecordings(surroundings);
  const swept = [...tally.sessions.values()].filter(({ status }) => status === 'unknown').length;
  return {
    ...(unverified === undefined ? {} : { unverified }),
    faults: findFaults(book, { ledger: tally, recordings }),
    counts: {
      answered: [...book.sessions.values()].filter(({ answered }) => answered).length,
      receipts: book.intents.length,
      outcomes: book.outcomes.size,
      requests: [...book.requests.values()].reduce((sum, times) => sum + times, book.strangeRequests),
      recordings: recordings.size,
      leaves: tally.size,
      swept,
    },
    refusals: book.refusals,
    rollback: await startOn(older, surroundings),
  };
}

async function exportSwept({ config, databaseUrl, folder, witness }: Surroundings) {
  const clock = { now: () => Date.now() + AHEAD_MS };
  const stream = createWriteStream(join(folder, 'last-companion.log'));
  const companion = await startCompanion({ config, databaseUrl, clock, log: createLog({ stream, connections: [] }) });
  try {
    await swept(companion, clock.now());
    const target = join(folder, 'export');
    const note = await seenBy(witness, config.ledger.origin);
    await companion.ledger.exportTo(target);
    return { folder: target, notes: [{ from: 'the witness', note }] };
  } finally {
    await companion.close();
  }
}

/** Waits until no session is open any more. One that stays open is found in the ledger. */
async function swept({ ledger }: Companion, openedBefore: number): Promise<void> {
  const deadline = Date.now() + SWEEP_MS;
  while (Date.now() < deadline) {
    if ((await ledger.unclosedSessions({ openedBefore, limit: 1 })).length === 0) return;
    await wait(50);
  }
}

/** What the witness has cosigned of the log: it came with every start, and each minute. */
async function seenBy({ url }: RunningWitness, origin: string): Promise<string> {
  const name = createHash('sha256').update(origin).digest('hex');
  return (await fetch(`${url}/checkpoint/${name}`)).text();
}

/** What becomes of a companion that starts on the database as it was before the last one: an error's code, or nothing. */
async function startOn(databaseUrl: string, { config, folder }: Surroundings): Promise<string | undefined> {
  const stream = createWriteStream(join(folder, 'rolled-back.log'));
  try {
    const companion = await startCompanion({ config, databaseUrl, log: createLog({ stream, connections: [] }) });
    await companion.close();
    return undefined;
  } catch (cause) {
    return asSallyportError(cause).code;
  }
}
