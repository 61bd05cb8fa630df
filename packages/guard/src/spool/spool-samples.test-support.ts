import { randomBytes, randomUUID } from 'node:crypto';
import { diskFlush, type Flush } from './flush.ts';
import type { Spool, SpooledEvent } from './spool.ts';

const HEADER = Buffer.from('{"alg":"ES256","typ":"sallyport-event+jws"}').toString('base64url');

/** An event with a JWS of about `bytes` bytes, at least 150. */
export function someEvent(bytes = 600): SpooledEvent {
  const payload = randomBytes(Math.floor(((bytes - 146) * 3) / 4)).toString('base64url');
  return { id: randomUUID(), jws: `${HEADER}.${payload}.${randomBytes(64).toString('base64url')}` };
}

/** Several events. */
export function someEvents(count: number, bytes?: number): readonly SpooledEvent[] {
  return Array.from({ length: count }, () => someEvent(bytes));
}

/** Everything that waits. */
export function allPending(spool: Spool): Promise<readonly SpooledEvent[]> {
  return spool.pending({ events: 1_000_000, bytes: 1_000_000_000 });
}

/** The ids of everything that waits, sorted. */
export async function waitingIds(spool: Spool): Promise<readonly string[]> {
  return idsOf(await allPending(spool));
}

/** Ids, sorted. */
export function idsOf(events: readonly SpooledEvent[]): readonly string[] {
  return events.map(({ id }) => id).sort();
}

/** Flushes for real, counts it, and fails or waits when it is told to. */
export class WatchedFlush implements Flush {
  files = 0;
  folders = 0;
  failure: Error | undefined;
  /** What a flush of a file waits for once it is done, from the `pauseFrom`th on. */
  pause: Promise<void> | undefined;
  pauseFrom = 0;

  readonly file: Flush['file'] = async (file) => {
    this.files += 1;
    const mine = this.files;
    if (this.failure !== undefined) throw this.failure;
    await diskFlush.file(file);
    if (mine >= this.pauseFrom) await this.pause;
  };

  readonly folder: Flush['folder'] = async (path) => {
    this.folders += 1;
    if (this.failure !== undefined) throw this.failure;
    await diskFlush.folder(path);
  };
}

/** As the disk says it. */
export function diskError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
