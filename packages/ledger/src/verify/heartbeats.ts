import { type CheckpointDetails, fromBase64url } from '@sallyport/core';
import { sameBytes } from '../encoding/bytes.ts';
import type { LedgerEvent } from '../event/ledger-event.ts';
import { isRecord } from '../jws/compact-jws.ts';
import type { EarlierRoots } from './earlier-roots.ts';
import type { Findings } from './findings.ts';

interface Stated {
  readonly code: 'heartbeat_differs' | 'recovered_differs';
  readonly checkpoint: CheckpointDetails | undefined;
  readonly index: number;
}

/**
 * Whether what the companion said of its own log is so: each `checkpoint.witnessed` names a size and a root that this very log had before
 * it, and so does each `log.recovered`. And for how long it said nothing.
 */
export class Heartbeats {
  readonly #findings: Findings;
  #stated: Stated[] = [];
  #count = 0;
  #unproven = 0;
  #last: number | undefined;
  #beat: number | undefined;
  #silence: { readonly ms: number; readonly until: string } = { ms: 0, until: '' };

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Takes down the next of the companion's events. */
  take({ metadata, unmapped, time }: LedgerEvent, index: number): void {
    const kind = metadata.event_code;
    // The first event is where the first silence begins.
    this.#beat ??= time;
    this.#last = time;
    if (kind === 'log.recovered') {
      this.#stated.push({ code: 'recovered_differs', checkpoint: readCheckpoint(unmapped.recovered?.from), index });
    }
    if (kind !== 'checkpoint.witnessed') return;
    this.#stated.push({ code: 'heartbeat_differs', checkpoint: readCheckpoint(unmapped.checkpoint), index });
    this.#count += 1;
    this.#silent(time, `before entry ${index}`);
    this.#beat = time;
  }

  /** Compares what was stated since the last time with the tree, which has grown past it. */
  async compare(tree: EarlierRoots): Promise<void> {
    const stated = this.#stated;
    this.#stated = [];
    for (const { code, checkpoint, index } of stated) {
      const holds = checkpoint === undefined || checkpoint.size > index ? false : await isRootOf(tree, checkpoint);
      if (holds === false) this.#findings.fault(code, `entry ${index}`);
      if (holds === undefined) this.#unproven += 1;
    }
  }

  /** Reports that there are no more leaves. */
  end(): void {
    if (this.#count > 0 && this.#last !== undefined) this.#silent(this.#last, 'after the last');
    const { ms, until } = this.#silence;
    const silence = `the longest silence between them ${Math.round(ms / 1000)} s, ${until}`;
    const unproven = this.#unproven === 0 ? '' : `, but ${this.#unproven} whose hashes are not here`;
    this.#findings.done(
      'heartbeats',
      this.#count === 0 ? 'none' : `${this.#count}, each a state of this log${unproven}; ${silence}`,
    );
  }

  #silent(time: number, until: string): void {
    const ms = time - (this.#beat ?? time);
    if (this.#silence.until === '' || ms > this.#silence.ms) this.#silence = { ms, until };
  }
}

/** `undefined` where the tree's hashes to tell are not there. */
async function isRootOf(tree: EarlierRoots, { size, root }: CheckpointDetails): Promise<boolean | undefined> {
  const stated = fromBase64url(root);
  if (stated === undefined) return false;
  const known = await tree.rootAt(size);
  return known && sameBytes(known, stated);
}

/** An event of another version may hold anything. */
function readCheckpoint(value: unknown): CheckpointDetails | undefined {
  if (!isRecord(value)) return undefined;
  const { size, root } = value;
  const sound = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 && typeof root === 'string';
  return sound ? { size, root } : undefined;
}
