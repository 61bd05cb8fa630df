import { isSallyportError, SallyportError } from '@sallyport/core';
import { countOf, type Database, type SqlRunner } from '../storage/index.ts';
import type { EntryGroup } from './append-queue.ts';
import { appendStatement } from './append-statement.ts';
import type { Entry, Settlement } from './entry.ts';
import { growLog, type Step } from './growth.ts';
import { type Head, lockHead, readHead } from './head.ts';
import type { LogIdentity } from './log-identity.ts';
import { readKnown } from './read-known.ts';
import { presume, type Sifted, siftBatch } from './sift-batch.ts';

const UNIQUE_VIOLATION = '23505';
/** SQLSTATE classes: data, constraints, and what does not exist or may not be used. */
const REFUSALS = /^(?:22|23|42)/;

/**
 * Writes batches. It remembers the head, and hopes that nobody else moved it: one statement then does it all. When that hope
 * fails, or something is known already, it locks the head, reads it anew and decides entry by entry.
 */
export class BatchWriter {
  readonly #database: Database;
  readonly #identity: LogIdentity;
  /** Unknown after a failure: a commit that was not acknowledged may have happened. */
  #head: Head | undefined;

  constructor(database: Database, identity: LogIdentity, head: Head) {
    this.#database = database;
    this.#identity = identity;
    this.#head = head;
  }

  /** Records a batch and says of each entry what became of it. Rejects when the database fails; nothing is then known of any. */
  async write(batch: readonly EntryGroup[]): Promise<ReadonlyMap<Entry, Settlement>> {
    const head = this.#head;
    this.#head = undefined;
    const hopeful = head === undefined ? undefined : await this.#writeHopefully(head, batch);
    return hopeful ?? this.#writeKnowingly(head, batch);
  }

  async #writeHopefully(head: Head, batch: readonly EntryGroup[]): Promise<ReadonlyMap<Entry, Settlement> | undefined> {
    const sifted = siftBatch(batch, presume(batch));
    const step = await growLog(head, sifted.fresh, this.#identity);
    if (!(await moves(this.#database, step))) {
      this.#head = head;
      return undefined;
    }
    this.#head = step.to;
    return settle(step, sifted);
  }

  /** What cannot be written about recordings is no reason to keep what others have to say out of the log. */
  async #writeKnowingly(head: Head | undefined, batch: readonly EntryGroup[]): Promise<ReadonlyMap<Entry, Settlement>> {
    const recording = batch.filter(isRecording);
    if (recording.length === 0) return this.#writeTrusting(head, batch);
    try {
      return await this.#writeTrusting(head, batch);
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      const refused = { refused: 'recording_unavailable' } as const;
      const others = await this.#writeTrusting(
        undefined,
        batch.filter((group) => !isRecording(group)),
      );
      return new Map([...others, ...recording.flat().map((entry) => [entry, refused] as const)]);
    }
  }

  /** Another replica may have signed the head with a key that this one has not heard of. */
  async #writeTrusting(head: Head | undefined, batch: readonly EntryGroup[]): Promise<ReadonlyMap<Entry, Settlement>> {
    const { keys } = this.#identity;
    const known = keys.verifierKeys.length;
    try {
      return await this.#writeLocked(head, batch);
    } catch (cause) {
      if (!isSallyportError(cause) || cause.code !== 'ledger_corrupt') throw cause;
      await keys.refresh();
      if (keys.verifierKeys.length === known) throw cause;
      return this.#writeLocked(head, batch);
    }
  }

  async #writeLocked(
    remembered: Head | undefined,
    batch: readonly EntryGroup[],
  ): Promise<ReadonlyMap<Entry, Settlement>> {
    this.#head = undefined;
    const { step, sifted } = await this.#database.transaction(async (runner) => {
      const size = await lockHead(runner);
      const head = remembered?.edge.size === size ? remembered : await readHead(runner, this.#identity);
      const sifted = siftBatch(batch, await readKnown(runner, batch.flat()));
      const step = await growLog(head, sifted.fresh, this.#identity);
      if (sifted.fresh.length > 0 && !(await takes(runner, step))) throw new SallyportError('recording_unavailable');
      return { step, sifted };
    });
    this.#head = step.to;
    return settle(step, sifted);
  }
}

/** False when the head is elsewhere, a unique constraint says that something is known already, or nothing can be written about recordings. */
async function moves(runner: SqlRunner, step: Step): Promise<boolean> {
  if (step.entries.length === 0) return true;
  try {
    return await takes(runner, step);
  } catch (error) {
    if (codeOf(error) === UNIQUE_VIOLATION || (isRecording(step.entries) && isRefusal(error))) return false;
    throw error;
  }
}

/** Takes a step, unless it cannot be taken. */
async function takes(runner: SqlRunner, step: Step): Promise<boolean> {
  const [row] = await runner.query(appendStatement(step));
  return countOf(row?.moved) === 1;
}

function isRecording(entries: readonly Entry[]): boolean {
  return entries.some(({ recorded = [] }) => recorded.length > 0);
}

/** Whether the database, which is there, refused what it was to write. */
function isRefusal(error: unknown): boolean {
  return codeOf(error) === 'recording_unavailable' || REFUSALS.test(codeOf(error));
}

/** Our own code of an error, or its SQLSTATE. */
function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? '');
}

function settle({ from, entries }: Step, { settled }: Sifted): ReadonlyMap<Entry, Settlement> {
  const treeSize = from.edge.size + entries.length;
  const all = new Map<Entry, Settlement>();
  for (const [entry, known] of settled) all.set(entry, 'refused' in known ? known : { ...known, treeSize });
  for (const [offset, entry] of entries.entries()) {
    all.set(entry, { index: from.edge.size + offset, treeSize, leafHash: entry.leafHash });
  }
  return all;
}
