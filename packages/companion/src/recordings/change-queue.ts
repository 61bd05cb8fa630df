import { SallyportError } from '@sallyport/core';
import type { SqlRunner } from '../storage/index.ts';
import { changeKey, changeStatement } from './change-statement.ts';
import type { RecordingChange } from './recording-change.ts';

interface Waiting {
  readonly change: RecordingChange;
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: SallyportError) => void;
}

/** About how many changes, and how many bytes of parts, go into one statement. */
const BATCH = 256;
const BATCH_BYTES = 2_097_152;

/** Collects what is to be written about recordings while one statement runs, and writes it as the next: group commit. */
export class ChangeQueue {
  readonly #database: SqlRunner;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /**
   * Resolves once the change is durable: `false` where nothing was written, because its place is taken. Raises `recording_unavailable` when
   * the database fails. Who adds in the same turn of the event loop shares a statement.
   */
  add(change: RecordingChange): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#writeNext();
    this.#running = undefined;
  }

  async #writeNext(): Promise<void> {
    const batch = this.#takeBatch();
    try {
      const rows = await this.#database.query(changeStatement(batch.map(({ change }) => change)));
      const written = new Set(rows.map(({ what, id, index }) => `${what} ${id} ${index}`));
      for (const { change, resolve } of batch) resolve(written.has(changeKey(change)));
    } catch {
      // Those behind would only wait for the same failure.
      const failed = [...batch, ...this.#waiting.splice(0)];
      for (const { reject } of failed) reject(new SallyportError('recording_unavailable'));
    }
  }

  #takeBatch(): readonly Waiting[] {
    let changes = 0;
    let bytes = 0;
    while (changes < this.#waiting.length && changes < BATCH && bytes < BATCH_BYTES) {
      const change = this.#waiting[changes++]?.change;
      if (change !== undefined && 'part' in change) bytes += change.part.bytes.length;
    }
    return this.#waiting.splice(0, changes);
  }
}
