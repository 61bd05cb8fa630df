import type { Frame, HeaderFrame } from '../frames/frame.ts';
import { RecordingWriter } from './recording-writer.ts';
import type { Segment } from './segment.ts';

/** For tests: the session of an invented call. */
export const SAMPLE_ID = '00000000-0000-4000-8000-00000000000a';

/** For tests: a key. */
export const SAMPLE_KEY = new Uint8Array(32).fill(7);

/** For tests: whose recording it is. */
export const SAMPLE_HEADER: HeaderFrame = Object.freeze({
  type: 'header',
  version: 1,
  session: SAMPLE_ID,
  correlationId: '00000000-0000-4000-8000-00000000000b',
  connection: 'openai',
  operation: 'chat.completions.create',
  mode: 'redacted',
  startedAt: 1_795_000_000_000,
  salt: 'AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM',
});

/** For tests: writes frames, flushing after those it is told to, and gives the segments. */
export async function written(
  frames: readonly Frame[],
  { id = SAMPLE_ID, key = SAMPLE_KEY, flushAfter = [] as readonly number[] } = {},
): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  const sink = { write: async (segment: Segment) => void segments.push(segment) };
  const writer = new RecordingWriter({ id, key, sink });
  for (const [at, frame] of frames.entries()) {
    await (frame.type === 'end' ? writer.end(frame) : writer.add(frame));
    if (flushAfter.includes(at)) await writer.flush();
  }
  return segments;
}

/** For tests: a list as what is read bit by bit. */
export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** For tests: all that comes. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
