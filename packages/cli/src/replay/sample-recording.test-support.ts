import { utf8 } from '@sallyport/core';
import { bodyFrames, type EndFrame, type Frame, type HeaderFrame } from '@sallyport/recording';

/** For tests: whose recording it is. */
export const HEADER: HeaderFrame = {
  type: 'header',
  version: 1,
  session: '7a1f0c52-9d3e-4b1a-8f60-2b6f3a1c9e04',
  correlationId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  connection: 'openai',
  operation: 'chat.completions.create',
  mode: 'redacted',
  startedAt: Date.UTC(2026, 10, 29, 14, 0, 0),
  salt: 'A'.repeat(43),
};

/** What a sample recording has of its own. */
export interface Sample {
  readonly request?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The pieces of the answer, each some milliseconds after the one before. */
  readonly pieces?: readonly (string | Uint8Array)[];
  readonly everyMs?: number;
  /** How it ended, or `cut`. */
  readonly end?: Partial<EndFrame> | 'cut';
  readonly query?: string;
}

/** For tests: the request of a sample recording. */
export const REQUEST = '{"model":"m","messages":[{"role":"user","content":"[NAME] was seen."}]}';

/** For tests: the frames of a recording. */
export function sampleFrames(sample: Sample = {}): readonly Frame[] {
  const { request = REQUEST, status = 200, pieces = ['{"ok":true}'], everyMs = 0, end = {}, query = '' } = sample;
  const headers = sample.headers ?? { 'content-type': 'application/json' };
  const last = 10 + (pieces.length + 1) * everyMs;
  return [
    HEADER,
    {
      type: 'request',
      method: 'POST',
      path: '/chat/completions',
      query,
      headers: { 'content-type': 'application/json' },
    },
    ...bodyFrames('request', 0, utf8(request)),
    { type: 'answer', at: 10, status, headers },
    ...pieces.flatMap((piece, index) => [
      ...bodyFrames('answer', 10 + (index + 1) * everyMs, typeof piece === 'string' ? utf8(piece) : piece),
    ]),
    ...(end === 'cut' ? [] : [{ type: 'end' as const, at: last, ...end }]),
  ];
}

/** For tests: a recording as its lines. */
export function linesOf(frames: readonly unknown[]): string {
  return frames.map((frame) => `${JSON.stringify(frame)}\n`).join('');
}

/** For tests: frames, or anything, one by one. */
export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** For tests: an event stream of chat completions that says this, an event for each piece. */
export function chatEvents(...contents: readonly string[]): readonly string[] {
  const events = contents.map(
    (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`,
  );
  return [...events, 'data: [DONE]\n\n'];
}

/** For tests: all that comes, in its order. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
