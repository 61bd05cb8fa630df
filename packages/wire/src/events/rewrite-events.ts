import { SallyportError } from '@sallyport/core';
import type { EventShapes } from '../operations/event-shapes.ts';
import { untilCancelled } from '../until-cancelled.ts';
import { EventRewriter } from './event-rewriter.ts';
import type { EventStreamOptions } from './event-stream.ts';
import { EventSplitter } from './split-events.ts';

const DEFAULT_EVENT_BYTES = 1_048_576;

/** RFC 9110 §8.3.1; event streams are UTF-8 (WHATWG HTML §9.2.5). */
const EVENT_STREAM_TYPE = /^text\/event-stream[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i;

/** As `rewriteEventStream`, for events of these shapes. Letting go of it lets go of the body. */
export async function* rewriteEvents(
  shapes: EventShapes,
  body: AsyncIterable<Uint8Array>,
  options: EventStreamOptions & { readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array, void> {
  const { signal } = options;
  const rewriter = new EventRewriter(shapes, options);
  try {
    for await (const event of eventBytes(untilCancelled(body, signal), options)) {
      rewriter.read(event);
      if (rewriter.asks) await rewriter.judge();
      for (const bytes of rewriter.leaving()) yield bytes;
    }
  } catch (error) {
    // What was read completely is given before it is told what went wrong
    if (!signal.aborted && !rewriter.hasFailed) yield* lastEvents(rewriter);
    throw error;
  }
  yield* lastEvents(rewriter);
}

async function* lastEvents(rewriter: EventRewriter): AsyncGenerator<Uint8Array, void> {
  rewriter.end();
  if (rewriter.asks) await rewriter.judge();
  for (const bytes of rewriter.leaving()) yield bytes;
  if (rewriter.holds) throw new SallyportError('internal');
}

async function* eventBytes(
  body: AsyncIterable<Uint8Array>,
  { contentType, limitBytes, eventBytes = DEFAULT_EVENT_BYTES }: EventStreamOptions,
): AsyncGenerator<Uint8Array, void> {
  const splitter = new EventSplitter({ limitBytes, eventBytes });
  let isEmpty = true;
  for await (const chunk of body) {
    if (isEmpty && chunk.length > 0) judgeType(contentType);
    isEmpty &&= chunk.length === 0;
    for (const event of splitter.split(chunk)) yield event;
  }
  const rest = splitter.rest();
  if (rest.length > 0) yield rest;
}

function judgeType(contentType: string | null | undefined): void {
  if (contentType !== undefined && !EVENT_STREAM_TYPE.test(contentType?.trim() ?? '')) {
    throw new SallyportError('content_type_unsupported');
  }
}
