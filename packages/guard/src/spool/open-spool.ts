import { resolve } from 'node:path';
import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import { EventSpool } from './event-spool.ts';
import { EventStore } from './event-store.ts';
import { diskFlush, type Flush } from './flush.ts';
import { thisOwner } from './owner.ts';
import { Room } from './room.ts';
import { SegmentLog } from './segment-log.ts';
import type { Spool } from './spool.ts';

/** How often a spool does what it does by itself. Milliseconds. */
export interface SpoolTiming {
  /** Between two signs of life, and two looks for what ended processes left. Default 15 s. */
  readonly beatMs?: number;
  /** Age of a sign of life from which a process counts as gone. Default 60 s. */
  readonly staleMs?: number;
  /** Between two attempts to use a disk that failed. Default 1 s. */
  readonly retryMs?: number;
}

/** Where a spool keeps events, and how many. */
export interface SpoolOptions {
  /**
   * A folder on a local disk, for spools alone. It is made if it is missing. Processes may share it when each can deliver the others'
   * events. Without it, or while it cannot be written, events are kept in memory.
   */
  readonly folder?: string;
  /**
   * Bound of the folder's size in bytes, at least 4 MiB. Default 64 MiB. Of this a sixteenth is for refused events. Processes that share
   * the folder keep to it together, but for what each of them has reserved.
   */
  readonly maxBytes?: number;
  /** How many events memory holds. Default 1,000. */
  readonly maxMemoryEvents?: number;
  readonly clock?: Clock;
  readonly timing?: SpoolTiming;
  /** How bytes are made durable. Default: fdatasync(2) and fsync(2). */
  readonly flush?: Flush;
}

const MIB = 1_048_576;
const MIN_BYTES = 4 * MIB;
const MAX_SEGMENT_BYTES = MIB;

/**
 * Opens a spool. Its timers keep no process alive. A folder that cannot be used is no error: `mode` says so, and the spool goes on
 * trying. Raises `config_invalid` for options that mean nothing.
 */
export async function openSpool(options: SpoolOptions = {}): Promise<Spool> {
  const { maxBytes = 64 * MIB, maxMemoryEvents = 1_000, timing = {} } = options;
  demand('maxBytes', Number.isSafeInteger(maxBytes) && maxBytes >= MIN_BYTES);
  demand('maxMemoryEvents', Number.isSafeInteger(maxMemoryEvents) && maxMemoryEvents >= 0);
  demand('folder', options.folder !== '');
  const refusedBytes = Math.floor(maxBytes / 16);
  const segmentBytes = Math.min(MAX_SEGMENT_BYTES, Math.floor(maxBytes / 32));
  const room = new Room(maxBytes - refusedBytes);
  const log = openLog(options, { room, segmentBytes, refusedBytes });
  const store = new EventStore({ log, room, maxMemoryEvents, batchBytes: segmentBytes / 2 });
  await store.mend();
  return new EventSpool({ store, room, onClose: log === undefined ? () => undefined : keepAlive(store, timing) });
}

interface Bounds {
  readonly room: Room;
  readonly segmentBytes: number;
  readonly refusedBytes: number;
}

function openLog({ folder, clock, flush, timing }: SpoolOptions, bounds: Bounds): SegmentLog | undefined {
  if (folder === undefined) return undefined;
  return new SegmentLog({
    ...bounds,
    place: { folder: resolve(folder), owner: thisOwner(), flush: flush ?? diskFlush },
    clock: clock ?? systemClock,
    staleMs: timing?.staleMs ?? 60_000,
  });
}

/** Gives what stops it. */
function keepAlive(store: EventStore, { beatMs = 15_000, retryMs = 1_000 }: SpoolTiming): () => void {
  const timers = [setInterval(() => void store.beat(), beatMs), setInterval(() => void store.mend(), retryMs)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

function demand(place: string, holds: boolean): void {
  if (!holds) throw new SallyportError('config_invalid', { place });
}
